import { join } from 'node:path';
import type { Machine } from './machine.js';
import type { Finished, Running } from './running.js';
import { until } from './until.js';
import type { ExportView, HealthView, Invitation, SiteView, StudyView } from './views.js';

/** What the coordinator prints when it is up. */
interface Ready {
  readonly http: string;
  /** host:port of the two doors */
  readonly enrolment: string;
  readonly federation: string;
  readonly accessKey: string;
  /** One-time address for the first study admin. */
  readonly setUp: string | null;
}

export interface Ports {
  readonly enrolment: number;
  readonly federation: number;
  readonly http: number;
}

/** On a busy machine it takes that long to load a program. */
const START_MS = 60_000;
const FREE_PORTS: Ports = { enrolment: 0, federation: 0, http: 0 };
const portOf = (address: string): number => Number(address.slice(address.lastIndexOf(':') + 1));

export const coordinatorArguments = (directory: string, { enrolment, federation, http }: Ports): readonly string[] => {
  const ports = ['--enrolment-port', String(enrolment), '--federation-port', String(federation), '--http-port', String(http)];
  return ['coordinator', '--directory', directory, '--name', 'Test consortium', ...ports, '--json'];
};

/** A coordinator in a process of its own, over its real interfaces. */
export class Coordinator {
  readonly directory: string;
  readonly #machine: Machine;
  readonly #kept: Pick<Setting, 'options' | 'environment'>;
  #process: Running;
  #ready: Ready;

  private constructor(machine: Machine, { directory, ...kept }: Pick<Setting, 'options' | 'environment'> & { readonly directory: string }, { process, ready }: { process: Running; ready: Ready }) {
    this.#machine = machine;
    this.directory = directory;
    this.#kept = kept;
    this.#process = process;
    this.#ready = ready;
  }

  /** @param options more of the command line; it and the environment are kept for every restart */
  static async start(machine: Machine, { directory = join(machine.folder, 'coordinator'), ports = FREE_PORTS, options = [], environment = {} }: Partial<Setting> & { readonly directory?: string } = {}): Promise<Coordinator> {
    return new Coordinator(machine, { directory, options, environment }, await startProcess(machine, directory, { ports, options, environment }));
  }

  get http(): string {
    return this.#ready.http;
  }

  get setUp(): string | null {
    return this.#ready.setUp;
  }

  get enrolment(): string {
    return this.#ready.enrolment;
  }

  get federation(): string {
    return this.#ready.federation;
  }

  get ports(): Ports {
    const { enrolment, federation, http } = this.#ready;
    return { enrolment: portOf(enrolment), federation: portOf(federation), http: portOf(http) };
  }

  crash(): Promise<void> {
    return this.#process.crash();
  }

  /** Whatever it does, it does no more, until it is thawed; the others cannot tell that from a slow machine. */
  freeze(): void {
    this.#process.signal('SIGSTOP');
  }

  thaw(): void {
    this.#process.signal('SIGCONT');
  }

  health(): Promise<HealthView> {
    return this.#call('GET', '/health');
  }

  studies(): Promise<readonly StudyView[]> {
    return this.#call('GET', '/studies');
  }

  /** Starts it again in the same folder, at the same addresses. */
  async restart(environment = this.#kept.environment): Promise<void> {
    const { process, ready } = await startProcess(this.#machine, this.directory, { ports: this.ports, options: this.#kept.options, environment });
    this.#process = process;
    this.#ready = ready;
  }

  /** A command of the consortium's admin. */
  command(...args: readonly string[]): Promise<Finished> {
    return this.#machine.run('commonward', ...args, '--directory', this.directory, '--url', this.#ready.http);
  }

  invite(site: string, terms: { readonly expiresInSeconds?: number } = {}): Promise<Invitation> {
    return this.#call('POST', '/sites/invitations', { site, ...terms });
  }

  sites(): Promise<readonly SiteView[]> {
    return this.#call('GET', '/sites');
  }

  createStudy(request: object): Promise<StudyView> {
    return this.#call('POST', '/studies', request);
  }

  evaluateStudy(id: string, request: object): Promise<StudyView> {
    return this.#call('POST', `/studies/${id}/evaluations`, request);
  }

  startStudy(id: string): Promise<StudyView> {
    return this.#call('POST', `/studies/${id}/start`);
  }

  study(id: string): Promise<StudyView> {
    return this.#call('GET', `/studies/${id}`);
  }

  requestExport(study: string, request: object): Promise<ExportView> {
    return this.#call('POST', `/studies/${study}/exports`, request);
  }

  /** @returns an export that is under way */
  async approvedExport(study: string, request: object): Promise<ExportView> {
    const { id } = await this.requestExport(study, request);
    return this.#call('POST', `/exports/${id}/approve`);
  }

  export(id: string): Promise<ExportView> {
    return this.#call('GET', `/exports/${id}`);
  }

  publicKey(): Promise<string> {
    return this.#call<{ consortium: { publicKey: string } }>('GET', '/overview').then(({ consortium }) => consortium.publicKey);
  }

  async #call<T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    // A connection of its own: one that was kept is closed unread by a coordinator that was frozen for longer than it keeps any.
    const headers = { Authorization: `Bearer ${this.#ready.accessKey}`, 'Content-Type': 'application/json', Connection: 'close' };
    const request: RequestInit = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const response = await fetch(`${this.#ready.http}/api${path}`, request);
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}

interface Setting {
  readonly ports: Ports;
  readonly options: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

async function startProcess(machine: Machine, directory: string, { ports, options, environment }: Setting): Promise<{ process: Running; ready: Ready }> {
  const process = machine.start('commonward', [...coordinatorArguments(directory, ports), ...options], { environment });
  const line = await until('the coordinator is up', () => {
    if (process.hasEnded) throw new Error(`The coordinator did not start: ${process.stderr}`);
    return process.stdout.includes('\n') && process.stdout;
  }, START_MS);
  return { process, ready: JSON.parse(line) as Ready };
}
