/** Where a text stops being JSON (line and column count from 1) and what was expected there. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

/** A control character, a quote and a backslash may stand in a text as escapes only. */
const STRING = /"(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORD = /true|false|null/y;
const SPACE = /[ \t\r\n]*/y;

const MAX_DEPTH = 100;

class Unexpected extends Error {
  constructor(
    readonly offset: number,
    readonly expected: string,
  ) {
    super(expected);
  }
}

/**
 * Finds the first place where a text breaks the JSON grammar (RFC 8259).
 *
 * The engine's own message is not used: it quotes the text, which may be a file of records given by mistake, and it
 * names the position on some versions only.
 * @returns null if the text is JSON, nested to a depth of at most 100
 */
export function jsonFault(text: string): JsonFault | null {
  try {
    new Scanner(text).document();
    return null;
  } catch (error) {
    if (error instanceof Unexpected) return place(text, error);
    throw error;
  }
}

function place(text: string, { offset, expected }: Unexpected): JsonFault {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1, expected };
}

class Scanner {
  #at = 0;
  #depth = 0;

  constructor(readonly text: string) {}

  document(): void {
    this.#value();
    if (this.#at < this.text.length) throw new Unexpected(this.#at, 'the end of the file');
  }

  #value(): void {
    this.#take(SPACE);
    if (this.#next('{')) this.#list('}', () => this.#member());
    else if (this.#next('[')) this.#list(']', () => this.#value());
    else if (!this.#take(STRING) && !this.#take(WORD) && !this.#take(NUMBER)) {
      throw new Unexpected(this.#at, 'a value (text in double quotes, a number, true, false, null, [ or {)');
    }
    this.#take(SPACE);
  }

  #member(): void {
    this.#take(SPACE);
    if (!this.#take(STRING)) throw new Unexpected(this.#at, 'a field name in double quotes');
    this.#take(SPACE);
    if (!this.#next(':')) throw new Unexpected(this.#at, 'a colon after the field name');
    this.#value();
  }

  #list(end: string, item: () => void): void {
    this.#take(SPACE);
    if (this.#next(end)) return;
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new Unexpected(this.#at, 'something less deeply nested');
    do item();
    while (this.#next(','));
    if (!this.#next(end)) throw new Unexpected(this.#at, `a comma or ${end}`);
    this.#depth -= 1;
  }

  #next(character: string): boolean {
    if (this.text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text);
    if (found === null) return false;
    this.#at += found[0].length;
    return true;
  }
}
