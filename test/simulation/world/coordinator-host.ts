import { Program } from './program.js';
import type { SimStore } from './sim-store.js';
import type { World } from './world.js';

/** A machine of the coordinator's: the store, which it may share, lasts; the program comes and goes, and may stand still. */
export class CoordinatorHost {
  readonly name: string;
  /** How much faster than time its clock runs that never goes back. */
  readonly rate: number;
  readonly #world: World;
  readonly #store: SimStore;
  readonly #skewMs: number;
  #program: Program | null = null;
  #pausedUntilMs = 0;
  #cutOffUntilMs = 0;

  constructor(name: string, world: World, store: SimStore) {
    this.name = name;
    this.#world = world;
    this.#store = store;
    this.rate = world.chance.pick([0.8, 1, 1, 1.25]);
    this.#skewMs = world.chance.between(0, 1_000_000);
  }

  /** The program, while it runs. */
  get running(): Program | null {
    return this.#program;
  }

  get monotonicMs(): number {
    return this.#skewMs + this.#world.schedule.nowMs * this.rate;
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
    void this.#program.begin();
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

  /** Ends in good order: the next leader need not wait. */
  async handOver(): Promise<void> {
    const program = this.#program;
    this.#world.trace.add(this.name, 'hands over');
    await program?.leadership.resign().catch(() => undefined);
    if (this.#program === program) this.stop('after it handed over');
  }
}
