import { EventEmitter } from 'node:events';
import type { FederationServiceServer } from '@commonward/proto';
import type { Alarm } from '../../../coordinator/src/clock.js';
import { SitesService } from '../../../coordinator/src/enrolment/sites.service.js';
import { Events } from '../../../coordinator/src/events/events.js';
import { failure } from '../../../coordinator/src/federation/failure.js';
import { FederationGrpc } from '../../../coordinator/src/federation/federation.grpc.js';
import { Leadership } from '../../../coordinator/src/leadership/leadership.js';
import { roundParts } from '../../../coordinator/src/rounds/parts.fixture.js';
import { fencedByRedo } from '../../../coordinator/src/storage/fenced-by-redo.js';
import { StudiesService } from '../../../coordinator/src/studies/studies.service.js';
import { coordinatorKeys } from './cast.js';
import type { CoordinatorHost } from './coordinator-host.js';
import type { Failure } from './network.js';
import type { SimStore, StoreUser } from './sim-store.js';
import { WatchedGeneration } from './watched-generation.js';
import type { World } from './world.js';

const LEASE = 'coordinator';
/** As the product's alarm: a clock that was put right is found out. */
const LONGEST_SLEEP_MS = 60_000;

/** One run of the coordinator's program: its services as the product builds them, behind a store that others outlive, and use. */
export class Program {
  readonly handlers: FederationServiceServer;
  readonly studies: StudiesService;
  readonly sites: SitesService;
  readonly leadership: Leadership;
  alive = true;
  /** Breaks the connections that are open. */
  readonly connections = new EventEmitter().setMaxListeners(0);
  readonly #world: World;
  readonly #host: CoordinatorHost;
  readonly #user: StoreUser;
  readonly #federation: FederationGrpc;

  constructor(world: World, store: SimStore, host: CoordinatorHost) {
    this.#world = world;
    this.#host = host;
    this.#user = this.#storeUser();
    const [shared, blobs, events] = [store.database(this.#user), store.blobsFor(this.#user), new Events()];
    this.leadership = new Leadership({
      database: { ...shared, underLease: (term) => (world.conditions.fence === 'redo' ? fencedByRedo(shared, term) : store.underLease(this.#user, term)) },
      name: LEASE,
      replica: host.name,
      leaseMs: world.conditions.leaseMs,
      monotonicMs: () => host.monotonicMs,
      pause: (ms) => new Promise((resolve) => this.#after(ms / host.rate, resolve)),
    });
    const { database } = this.leadership;
    const { plans, witness, rounds, news, intake } = roundParts({ database, blobs, keys: coordinatorKeys, events, clock: () => Date.now() });
    this.studies = new StudiesService(database, events, plans, rounds, new WatchedGeneration(blobs, world.onlooker), this.#alarm);
    this.sites = new SitesService(database, events);
    this.#federation = new FederationGrpc(this.sites, news, intake, witness, events);
    this.handlers = this.#federation.handlers();
  }

  /** Takes part in who leads, as the product's `Succession`. */
  async begin(): Promise<void> {
    this.studies.onApplicationBootstrap();
    this.leadership.hearOf({ begins: () => this.#begins(), ends: () => this.#ends() });
    await this.leadership.look();
    void this.leadership.run(new AbortController().signal);
  }

  /** Why no site is answered here now, as the product's gate in front of every handler says; null while this program leads. */
  get turnsAway(): Failure | null {
    try {
      this.leadership.assertLeads();
      return null;
    } catch (error) {
      return failure(error);
    }
  }

  #begins(): void {
    this.#world.trace.add(this.#host.name, `leads in term ${this.leadership.state.epoch}`);
    this.#world.counts.add('term begins');
    this.#world.onlooker.leaders.begins(this.#user);
    this.studies.takeOver();
  }

  #ends(): void {
    this.studies.standDown();
    this.#federation.close();
  }

  #storeUser(): StoreUser {
    const [world, host] = [this.#world, this.#host];
    return {
      replica: host.name,
      lives: (point) => {
        if (this.alive && point !== null && world.mayStopCoordinator()) host.stop(point);
        return this.alive;
      },
      later: (kind, work) => {
        if (kind === 'write' && world.isWriteUnderway()) world.schedule.after(world.chance.between(10, 2 * world.conditions.leaseMs), () => work(true));
        else if (kind === 'read' && !host.isPaused && world.chance.happens(0.8)) queueMicrotask(() => work(false));
        else world.schedule.after(world.chance.between(0, 5), () => host.whenAwake(() => work(false)));
      },
      hears: (work) => host.whenAwake(work),
      isAway: () => host.isCutOff || world.isStoreAway(),
    };
  }

  readonly #alarm: Alarm = (atMs, ring) => {
    let isForgotten = false;
    this.#after(Math.min(Math.max(0, atMs - Date.now()), LONGEST_SLEEP_MS), () => {
      if (!isForgotten) ring();
    });
    return () => {
      isForgotten = true;
    };
  };

  /** A timer of this program's. */
  #after(ms: number, work: () => void): void {
    this.#world.schedule.after(ms, () =>
      this.#host.whenAwake(() => {
        if (this.alive) work();
      }),
    );
  }
}
