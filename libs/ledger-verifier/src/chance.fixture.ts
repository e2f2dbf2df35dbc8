/** A reproducible course of chance: the same seed, the same choices. @see Steele, Lea, Flood 2014, SplitMix; 32 bits */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to `bound` - 1. */
  below(bound: number): number {
    return Math.floor(this.#unit() * bound);
  }

  of<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)];
  }

  #unit(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let z = this.#state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
  }
}
