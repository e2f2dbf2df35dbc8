/** Repeatable uniform draws for evaluation: splits, bootstraps, shuffles, initial weights. Never for privacy noise. */
export interface SeededRandom {
  /** A number in [0, 1) on a grid of 2^-32. */
  uniform(): number;
  /** An integer in [0, bound). */
  below(bound: number): number;
}

/**
 * The mulberry32 generator: 32 bits of state, period 2^32.
 *
 * Guarantee: the same seed gives the same draws on every platform (32-bit integer arithmetic only).
 * @param seed any integer; taken modulo 2^32
 */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return { uniform, below: (bound) => Math.floor(uniform() * bound) };
}

/** Shuffles `values` in place (Fisher-Yates). */
export function shuffle(values: { [index: number]: number; readonly length: number }, random: SeededRandom): void {
  for (let last = values.length - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const kept = values[last];
    values[last] = values[other];
    values[other] = kept;
  }
}

/** The integers 0 .. count-1 in a random order. */
export function permutation(count: number, random: SeededRandom): Int32Array {
  const order = Int32Array.from({ length: count }, (_, index) => index);
  shuffle(order, random);
  return order;
}
