import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { ExportsService } from '../exports/exports.service.js';
import { FederationGrpc } from '../federation/federation.grpc.js';
import { StudiesService } from '../studies/studies.service.js';
import { Leadership, type LeadershipOptions } from './leadership.js';

/** The name of the lease under which the coordinators of one store lead. */
const LEASE = 'coordinator';

/** The part of this process in who leads, by the machine's own clock. */
export const leadershipOf = (options: Pick<LeadershipOptions, 'database' | 'replica' | 'leaseMs'>): Leadership =>
  new Leadership({
    ...options,
    name: LEASE,
    monotonicMs: () => performance.now(),
    pause: (ms, signal) => wait(ms, undefined, { signal, ref: false }).catch(() => undefined),
  });

/** Begins what only the leader does with each term; with its end sites are sent away, to find the next leader. */
@Injectable()
export class Succession {
  readonly #log = new Logger(Succession.name);
  readonly #leadership: Leadership;
  readonly #studies: StudiesService;
  readonly #exports: ExportsService;
  readonly #federation: FederationGrpc;
  readonly #stop = new AbortController();

  constructor(
    @Inject(Leadership) leadership: Leadership,
    @Inject(StudiesService) studies: StudiesService,
    @Inject(ExportsService) exports: ExportsService,
    @Inject(FederationGrpc) federation: FederationGrpc,
  ) {
    this.#leadership = leadership;
    this.#studies = studies;
    this.#exports = exports;
    this.#federation = federation;
  }

  /** Looks once who leads, and takes part from now on. Called when every door is open: who leads must be found. */
  async begin(): Promise<void> {
    this.#leadership.hearOf({ begins: () => this.#begins(), ends: () => this.#ends() });
    await this.#leadership.look();
    void this.#leadership.run(this.#stop.signal);
  }

  /** The next one need not wait. */
  async end(): Promise<void> {
    this.#stop.abort();
    await this.#leadership.resign();
  }

  #begins(): void {
    this.#studies.takeOver();
    this.#exports.takeOver();
  }

  #ends(): void {
    if (!this.#stop.signal.aborted) this.#log.warn('This coordinator stands by now: another one leads, or the store could not be reached for too long.');
    this.#studies.standDown();
    this.#federation.close();
  }
}
