import { EventEmitter } from 'node:events';
import type { FederationServiceServer } from '@commonward/proto';
import { certificateFingerprint } from '../../../coordinator/src/identity/certificate-authority.js';
import { invitedSite, type Site } from '../../../coordinator/src/enrolment/site.js';
import { SitesService } from '../../../coordinator/src/enrolment/sites.service.js';
import { Events } from '../../../coordinator/src/events/events.js';
import { FederationGrpc } from '../../../coordinator/src/federation/federation.grpc.js';
import type { Round } from '../../../coordinator/src/rounds/round.js';
import { RoundsService } from '../../../coordinator/src/rounds/rounds.service.js';
import type { Database } from '../../../coordinator/src/storage/collection.js';
import { PlanStore } from '../../../coordinator/src/studies/plan-store.js';
import type { Study } from '../../../coordinator/src/studies/study.js';
import { WitnessService } from '../../../coordinator/src/witness/witness.service.js';
import { coordinatorKeys, planOf, ROUND, siteKeys } from './cast.js';
import type { SimStore, StoreUser } from './sim-store.js';
import type { World } from './world.js';

/** Longer than any run: rounds end by their answers. */
const WEEK_MS = 7 * 24 * 3_600_000;

/** One run of the coordinator's program: its services as the product builds them, behind a store that others outlive. */
class Program {
  readonly handlers: FederationServiceServer;
  readonly rounds: RoundsService;
  readonly plans: PlanStore;
  readonly #user: StoreUser;
  readonly database: Database;
  alive = true;
  /** Breaks the connections that are open. */
  readonly connections = new EventEmitter().setMaxListeners(0);

  constructor(world: World, store: SimStore, host: CoordinatorHost) {
    this.#user = {
      lives: (point) => {
        if (this.alive && point !== null && world.mayStopCoordinator()) host.stop(point);
        return this.alive;
      },
      later: (kind, work) => {
        if (kind === 'read' && !host.isPaused && world.chance.happens(0.8)) queueMicrotask(work);
        else world.schedule.after(world.chance.between(0, 5), () => host.whenAwake(work));
      },
      isAway: () => host.isCutOff || world.isStoreAway(),
    };
    this.database = store.database(this.#user);
    const blobs = store.blobsFor(this.#user);
    const events = new Events();
    this.plans = new PlanStore(blobs);
    const witness = new WitnessService(this.database, blobs, coordinatorKeys, events);
    this.rounds = new RoundsService(this.database, blobs, coordinatorKeys, events, this.plans, witness, () => Date.now());
    // What notes that a site was seen waits for a store that is away with a timer of the machine's; its store never is.
    const sites = new SitesService(store.database({ ...this.#user, isAway: () => false }), events);
    this.handlers = new FederationGrpc(sites, this.rounds, witness, events).handlers();
  }
}

/** A machine of the coordinator's: the store, which it may share, lasts; the program comes and goes, and may stand still. */
export class CoordinatorHost {
  readonly name: string;
  readonly #world: World;
  readonly #store: SimStore;
  #program: Program | null = null;
  #pausedUntilMs = 0;
  #cutOffUntilMs = 0;

  constructor(name: string, world: World, store: SimStore) {
    this.name = name;
    this.#world = world;
    this.#store = store;
  }

  /** The handlers, while the program runs, and where to hear that it ended. */
  get running(): Pick<Program, 'handlers' | 'connections'> | null {
    return this.#program;
  }

  /** Writes down who the sites are, as enrolling them would have. */
  async enrol(sites: readonly string[]): Promise<void> {
    const database = this.#store.database({ lives: () => true, later: (_kind, work) => work(), isAway: () => false });
    for (const { name, identity, certificate } of siteKeys.filter(({ name }) => sites.includes(name))) {
      const site: Site = { ...invitedSite(name), state: 'enrolled', publicKey: identity.publicKey, certificateFingerprint: certificateFingerprint(certificate) };
      await database.collection<Site>('sites').insert(name, site);
    }
  }

  get isPaused(): boolean {
    return this.#world.schedule.nowMs < this.#pausedUntilMs;
  }

  /** Whether it does not reach the store. */
  get isCutOff(): boolean {
    return this.#world.schedule.nowMs < this.#cutOffUntilMs;
  }

  /** The program stands still, as under a signal or a collection of garbage, and then goes on as if nothing had been. */
  pause(forMs: number): void {
    this.#world.trace.add(this.name, `stands still for ${Math.round(forMs)} ms`);
    this.#pausedUntilMs = this.#world.schedule.nowMs + forMs;
  }

  cutOff(forMs: number): void {
    this.#world.trace.add(this.name, `does not reach its store for ${Math.round(forMs)} ms`);
    this.#cutOffUntilMs = this.#world.schedule.nowMs + forMs;
  }

  /** Does work of the program as soon as it does not stand still. */
  whenAwake(work: () => void): void {
    if (this.isPaused) this.#world.schedule.after(this.#pausedUntilMs - this.#world.schedule.nowMs, () => this.whenAwake(work));
    else work();
  }

  start(): void {
    if (this.#program !== null) return;
    this.#world.trace.add(this.name, 'starts');
    this.#program = new Program(this.#world, this.#store, this);
    for (const study of this.#world.studiesStarted) this.open(study);
    for (const study of this.#world.studiesStopped) this.abort(study);
  }

  /** The program ends here and now; a new one starts after a while. */
  stop(point: string): void {
    const program = this.#program;
    if (program === null) return;
    this.#world.counts.add(`coordinator stops ${point}`);
    this.#world.trace.add(this.name, `stops ${point}`);
    program.alive = false;
    this.#program = null;
    this.#pausedUntilMs = 0;
    program.connections.emit('broken');
    this.#world.schedule.after(this.#world.chance.between(10, 3000), () => this.start());
  }

  /** Opens a study's round, as the coordinator does for each study that runs and has none. */
  open(study: string): void {
    const { sites } = this.#world.conditions;
    void this.#tryUntilDone(async ({ rounds, plans, database }) => {
      if ((await database.collection<Round>('rounds').list()).some(({ value }) => value.study === study)) return;
      const started: Pick<Study, 'id' | 'sites' | 'quorum' | 'answerWithinMs' | 'attempt' | 'planSha256'> = { id: study, sites, quorum: 1, answerWithinMs: WEEK_MS, attempt: 1, planSha256: await plans.put(planOf(study, sites)) };
      await rounds.open(started as Study, ROUND);
    });
  }

  /** Closes a study's round, as the coordinator does for a study that was stopped. */
  abort(study: string): void {
    void this.#tryUntilDone(({ rounds }) => rounds.abort(study));
  }

  async #tryUntilDone(work: (program: Program) => Promise<void>): Promise<void> {
    const program = this.#program;
    if (program === null) return;
    await work(program).catch(() => this.#world.schedule.after(1000, () => void (this.#program === program && this.#tryUntilDone(work))));
  }
}
