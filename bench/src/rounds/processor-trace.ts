import { processorSeconds, usedBetween, type Reading } from './processor-time.js';

const EVERY_MS = 20;

/** Processor time of some processes, read again and again: when a round has ended is known only afterwards. */
export class ProcessorTrace {
  readonly #readings = new Map<number, Reading[]>();
  readonly #timer: NodeJS.Timeout;

  constructor(pids: readonly number[]) {
    for (const pid of pids) this.#readings.set(pid, []);
    this.#read();
    this.#timer = setInterval(() => this.#read(), EVERY_MS);
  }

  end(): void {
    clearInterval(this.#timer);
  }

  /** @returns what each of the processes used between two moments, in their order */
  used(from: number, to: number): readonly number[] {
    this.#read();
    return [...this.#readings.values()].map((readings) => usedBetween(readings, from, to));
  }

  #read(): void {
    for (const [pid, readings] of this.#readings) readings.push({ at: Date.now(), seconds: processorSeconds(pid) });
  }
}
