import { randomFillSync } from 'node:crypto';

import { freeze } from './frozen-list.js';

/** Where noise comes from: a source of independent, uniform 32-bit words that nobody can predict. */
export interface RandomSource {
  fill(words: Uint32Array): void;
}

/** The operating system's cryptographic generator, as node:crypto exposes it. */
export const systemRandom: RandomSource = freeze({
  fill(words: Uint32Array) {
    randomFillSync(words);
  },
});

/** Words are fetched this many at a time: one call into the generator costs about as much as this many words. */
const chunkWords = 1024;

/** Uniform words, one by one; each is erased as it is handed out. */
export class WordStream {
  readonly #source: RandomSource;
  readonly #chunk = new Uint32Array(chunkWords);
  #next = chunkWords;

  private constructor(source: RandomSource) {
    this.#source = source;
  }

  /**
   * Lends words to one synchronous computation, then erases those left over.
   *
   * No buffer outlives the call: a copy of the process (a fork, a restored virtual machine) finds no noise waiting in it.
   */
  static lend<T>(source: RandomSource, draw: (words: WordStream) => T): T {
    const words = new WordStream(source);
    try {
      return draw(words);
    } finally {
      words.#chunk.fill(0);
      words.#next = chunkWords;
    }
  }

  /** A uniform integer in [0, 2^32). */
  word(): number {
    if (this.#next === chunkWords) {
      this.#source.fill(this.#chunk);
      this.#next = 0;
    }
    const word = this.#chunk[this.#next];
    this.#chunk[this.#next] = 0;
    this.#next += 1;
    return word;
  }

  /** A uniform integer in [0, 2^53), from the high 27 bits of one word and the high 26 of the next. */
  word53(): number {
    return (this.word() >>> 5) * 2 ** 26 + (this.word() >>> 6);
  }

  /** A uniform integer in [0, bound), for 1 <= bound <= 2^32; words in the incomplete last stretch are drawn again. */
  below(bound: number): number {
    const complete = 2 ** 32 - (2 ** 32 % bound);
    let word = this.word();
    while (word >= complete) word = this.word();
    return word % bound;
  }
}

// Whoever holds the class could otherwise make every stream of the process hand out words of their own.
freeze(WordStream);
freeze(WordStream.prototype);
