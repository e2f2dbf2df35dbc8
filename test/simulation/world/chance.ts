import type { RandomSource } from '@commonward/privacy';

/**
 * Everything in a run that could have gone otherwise, from one number: the generator sfc32. It imitates bad luck, so it must
 * be even and quick, and nothing more.
 */
export class Chance {
  #a: number;
  #b = 0x9e3779b9;
  #c = 0x243f6a88;
  #counter = 1;

  constructor(seed: number) {
    this.#a = seed | 0;
    for (let round = 0; round < 12; round += 1) this.word();
  }

  /** A whole number of 32 bits. */
  word(): number {
    const mixed = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + mixed) | 0;
    return mixed >>> 0;
  }

  /** From 0 up to 1. */
  unit(): number {
    return this.word() / 2 ** 32;
  }

  happens(probability: number): boolean {
    return this.unit() < probability;
  }

  between(least: number, most: number): number {
    return least + this.unit() * (most - least);
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.unit() * from.length)];
  }

  /** Words for one process: no other process draws the same ones, be it a copy of it. */
  source(): RandomSource {
    const own = new Chance(this.word());
    return {
      fill(words) {
        for (let i = 0; i < words.length; i += 1) words[i] = own.word();
      },
    };
  }
}
