/** The part of a study that tells how far it is. */
export interface StudyView {
  readonly id: string;
  readonly state: string;
  readonly failure: string | null;
  readonly rounds: readonly { readonly sites: readonly { readonly site: string; readonly state: string }[] }[];
  readonly summedAt: string | null;
}

/** What this benchmark asks of a coordinator, as the consortium's admin. */
export class CoordinatorApi {
  readonly #http: string;
  readonly #accessKey: string;

  constructor({ http, accessKey }: { readonly http: string; readonly accessKey: string }) {
    this.#http = http;
    this.#accessKey = accessKey;
  }

  async invite(site: string): Promise<string> {
    return (await this.#call<{ joinToken: string }>('POST', '/sites/invitations', { site })).joinToken;
  }

  /** How many sites are connected. */
  async connected(): Promise<number> {
    return (await this.#call<readonly { connected: boolean }[]>('GET', '/sites')).filter(({ connected }) => connected).length;
  }

  create(request: object): Promise<StudyView> {
    return this.#call('POST', '/studies', request);
  }

  start(id: string): Promise<StudyView> {
    return this.#call('POST', `/studies/${id}/start`);
  }

  stop(id: string): Promise<StudyView> {
    return this.#call('POST', `/studies/${id}/stop`, { reason: 'Its round is timed.' });
  }

  study(id: string): Promise<StudyView> {
    return this.#call('GET', `/studies/${id}`);
  }

  async #call<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    // A connection that is kept may be closed by a busy server in the moment in which the next request leaves.
    const headers = { Connection: 'close', Authorization: `Bearer ${this.#accessKey}`, 'Content-Type': 'application/json' };
    const response = await fetch(`${this.#http}/api${path}`, body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}
