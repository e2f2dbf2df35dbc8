import { RequestError } from '../../../coordinator/src/errors.js';
import type { Site } from '../../../coordinator/src/enrolment/site.js';
import { DatabaseUnavailable } from '../../../coordinator/src/storage/collection.js';
import type { Study } from '../../../coordinator/src/studies/study.js';
import type { Program } from './program.js';
import type { World } from './world.js';

export type Wish = 'running' | 'paused' | 'stopped';

const LOOKS_EVERY_MS = 1000;
/** Without hope of enough sites a study is started again this often, and then left. */
const MOST_ATTEMPTS = 3;

interface Order {
  readonly what: string;
  readonly work: (program: Program) => Promise<unknown>;
}

/** The person who runs the studies: says what is wanted, and says it again as long as the store does not show it. */
export class StudyAdmin {
  readonly #world: World;
  readonly #wishes = new Map<string, Wish>();
  readonly #sitesToLeave = new Set<string>();

  constructor(world: World) {
    this.#world = world;
  }

  get wishes(): ReadonlyMap<string, Wish> {
    return this.#wishes;
  }

  wants(study: string, wish: Wish): void {
    this.#world.trace.add('study admin', `wants study ${study} ${wish}`);
    this.#wishes.set(study, wish);
  }

  revokes(site: string): void {
    this.#world.trace.add('study admin', `revokes ${site}`);
    this.#sitesToLeave.add(site);
  }

  hasRevoked(site: string): boolean {
    return this.#sitesToLeave.has(site);
  }

  /** Looks, and again every second. */
  look(): void {
    for (const order of [...this.#studyOrders(), ...this.#siteOrders()]) this.#say(order);
    this.#world.schedule.after(LOOKS_EVERY_MS, () => this.look());
  }

  /** What is not as it is wanted, in words. */
  get unfulfilled(): readonly string[] {
    return [...this.#studyOrders(), ...this.#siteOrders()].map(({ what }) => `${what} was not done`);
  }

  #studyOrders(): readonly Order[] {
    return this.#world.store.documents<Study>('studies').flatMap((study) => this.#orderFor(study) ?? []);
  }

  #orderFor(study: Study): Order | null {
    const { id, state } = study;
    const wish = this.#wishes.get(id);
    if (wish === undefined || state === 'trained' || state === 'stopped' || state === 'failed') return null;
    if (wish === 'stopped') return { what: `stop of study ${id}`, work: ({ studies }) => studies.stop(id, 'It is not needed.') };
    if (state === 'draft' || (state === 'expired' && this.#mayGoOn(study))) return { what: `start of study ${id}`, work: ({ studies }) => studies.start(id) };
    if (wish === 'paused' && state === 'running') return { what: `pause of study ${id}`, work: ({ studies }) => studies.pause(id) };
    if (wish === 'running' && state === 'paused') return { what: `resumption of study ${id}`, work: ({ studies }) => studies.resume(id) };
    return null;
  }

  #mayGoOn(study: Study): boolean {
    return study.attempt < MOST_ATTEMPTS || this.#world.canReachQuorum(study);
  }

  /** A site that left is taken out of its rounds at once, or when its studies go on, as the product's own command does it. */
  #siteOrders(): readonly Order[] {
    const here = this.#world.store.documents<Site>('sites').filter(({ name, state }) => state === 'enrolled' && this.#sitesToLeave.has(name));
    return here.map(({ name }) => ({ what: `leave of ${name}`, work: ({ sites, studies }) => sites.revoke(name).then(() => studies.advanceAll()) }));
  }

  #say({ what, work }: Order): void {
    const { trace, chance, coordinators, findings } = this.#world;
    const host = chance.pick(coordinators);
    host.whenAwake(() => {
      const { running } = host;
      if (running === null || running.turnsAway !== null) return;
      trace.add('study admin', `asks for the ${what}`);
      void work(running).catch((error: unknown) => {
        if (!(error instanceof RequestError || error instanceof DatabaseUnavailable)) findings.add('no error', error instanceof Error ? (error.stack ?? error.message) : String(error));
      });
    });
  }
}
