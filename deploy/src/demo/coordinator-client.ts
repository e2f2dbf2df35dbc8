import type { BenchmarkReport } from '@commonward/evaluation';
import { setTimeout as wait } from 'node:timers/promises';
import { DemoError } from './demo-error.js';

const RETRY_MS = 200;

/** The part of the coordinator's HTTP interface that the demo uses, as the consortium's admin. */
export class CoordinatorClient {
  readonly #address: string;
  readonly #accessKey: string;
  readonly #patient: boolean;

  /** @param patient to ask again until there is an answer, where the coordinator is killed and comes back */
  constructor({ http, accessKey, patient }: { readonly http: string; readonly accessKey: string; readonly patient: boolean }) {
    this.#address = http;
    this.#accessKey = accessKey;
    this.#patient = patient;
  }

  async invite(site: string): Promise<string> {
    return (await this.#call<{ joinToken: string }>('POST', '/sites/invitations', { site })).joinToken;
  }

  sites(): Promise<readonly SiteView[]> {
    return this.#call('GET', '/sites');
  }

  consortiumKey(): Promise<string> {
    return this.#call<{ consortium: { publicKey: string } }>('GET', '/overview').then(({ consortium }) => consortium.publicKey);
  }

  createStudy(request: object): Promise<StudyView> {
    return this.#call('POST', '/studies', request);
  }

  startStudy(id: string): Promise<StudyView> {
    return this.#call('POST', `/studies/${id}/start`);
  }

  study(id: string): Promise<StudyView> {
    return this.#call('GET', `/studies/${id}`);
  }

  report(study: string): Promise<BenchmarkReport> {
    return this.#call('GET', `/studies/${study}/report`);
  }

  requestExport(study: string, request: object): Promise<ExportView> {
    return this.#call('POST', `/studies/${study}/exports`, request);
  }

  approveExport(id: string): Promise<ExportView> {
    return this.#call('POST', `/exports/${id}/approve`);
  }

  export(id: string): Promise<ExportView> {
    return this.#call('GET', `/exports/${id}`);
  }

  async #call<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    const headers = { Authorization: `Bearer ${this.#accessKey}`, 'Content-Type': 'application/json' };
    const request: RequestInit = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const response = await this.#ask(`${this.#address}/api${path}`, request);
    const answer = (await response.json()) as T & { message?: string };
    if (!response.ok) throw new DemoError(answer.message ?? `The coordinator answered with status ${response.status}.`);
    return answer;
  }

  async #ask(url: string, request: RequestInit): Promise<Response> {
    for (;;) {
      try {
        return await fetch(url, request);
      } catch (error) {
        // `fetch` has this one error for every kind of broken connection.
        if (!(this.#patient && error instanceof TypeError)) throw error;
        await wait(RETRY_MS);
      }
    }
  }
}

export interface SiteView {
  readonly name: string;
  readonly connected: boolean;
  readonly budget: { readonly capEpsilon: number; readonly spentEpsilon: number; readonly delta: number } | null;
}

export interface StudyView {
  readonly id: string;
  readonly state: 'draft' | 'running' | 'paused' | 'expired' | 'trained' | 'stopped' | 'failed';
  readonly failure: string | null;
  readonly guarantee: { readonly epsilon: number; readonly delta: number; readonly unit: string; readonly adjacency: string };
  readonly forecast: { readonly outcome: string; readonly reason: string; readonly sites: readonly { readonly site: string; readonly epsilon: number }[]; readonly expectation: { readonly sentences: readonly string[] } | null };
  readonly plan: { readonly workload: string; readonly tables: number; readonly cells: number; readonly rosterSha256: string | null };
  readonly quorum: number;
  readonly sites: readonly string[];
  readonly rounds: readonly {
    readonly sites: readonly { readonly site: string; readonly state: string; readonly reason: string | null; readonly bytes: number | null }[];
  }[];
  readonly generator: { readonly sha256: string; readonly recordsEstimated: number; readonly seconds: number } | null;
  readonly fidelity: { readonly tv1: number; readonly tv2: number | null } | null;
}

export interface ExportView {
  readonly id: string;
  readonly state: 'requested' | 'approved' | 'preparing' | 'ready' | 'refused' | 'failed';
  readonly rows: number;
  readonly directory: string;
  readonly failure: string | null;
}
