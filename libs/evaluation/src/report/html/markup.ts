const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text that is HTML already. It is made by `html` only, so nothing becomes markup by accident. */
export class Markup {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** A template whose literal parts are HTML; what stands between them is escaped unless it is markup itself. */
  static html(this: void, literals: TemplateStringsArray, ...values: readonly (Markup | readonly Markup[] | string | number)[]): Markup {
    return new Markup(literals.map((literal, k) => (k === 0 ? literal : `${textOf(values[k - 1])}${literal}`)).join(''));
  }

  toString(): string {
    return this.#text;
  }
}

export const { html } = Markup;

function textOf(value: Markup | readonly Markup[] | string | number): string {
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'object') return value.map((one) => one.toString()).join('');
  return String(value).replace(/[&<>"']/g, (character) => ESCAPES[character]);
}
