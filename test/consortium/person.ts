/** Someone at a browser: their requests carry the cookie that signing in brought, and the origin of the dashboard. */
export class Person {
  readonly #http: string;
  #cookie: string | null = null;

  /** @param http address of the coordinator's HTTP interface */
  constructor(http: string) {
    this.#http = http;
  }

  /** Opens a one-time set-up link and chooses name and password. */
  async setUp(link: string, { name, password }: { readonly name: string; readonly password: string }): Promise<void> {
    const token = new URL(link).hash.replace('#setup=', '');
    const answer = await this.ask('POST', '/set-up', { token, name, password });
    if (answer.status !== 200) throw new Error(`The link of ${name} does not work: ${answer.status}`);
    this.#cookie = cookieOf(answer);
  }

  async signIn(name: string, password: string): Promise<number> {
    const answer = await this.ask('POST', '/session', { name, password });
    if (answer.status === 200) this.#cookie = cookieOf(answer);
    return answer.status;
  }

  ask(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<Response> {
    const headers = new Headers({ Origin: this.#http, 'Content-Type': 'application/json' });
    if (this.#cookie !== null) headers.set('Cookie', this.#cookie);
    return fetch(`${this.#http}/api${path}`, body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) });
  }

  /** @throws Error unless the request succeeds */
  async call<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    const answer = await this.ask(method, path, body);
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

/** What a browser keeps of the cookie that an answer sets. */
const cookieOf = (answer: Response): string => (answer.headers.getSetCookie()[0] ?? '').split(';')[0];
