/** Seconds of processor time that this process has used, all threads. */
export type Clock = () => number;

/** Adds up the processor time of what belongs together. */
export class Stopwatch {
  readonly #clock: Clock;
  #seconds = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get seconds(): number {
    return this.#seconds;
  }

  async timeAsync(work: () => Promise<void>): Promise<void> {
    const before = this.#clock();
    await work();
    this.#seconds += this.#clock() - before;
  }

  time<T>(work: () => T): T {
    const before = this.#clock();
    try {
      return work();
    } finally {
      this.#seconds += this.#clock() - before;
    }
  }
}
