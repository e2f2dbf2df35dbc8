import { log } from '../../plan/deterministic-math.js';
import type { Uniform } from '../public-randomness.js';

/**
 * Standard normal numbers from public uniform ones, two at a time, with the same bits on every engine.
 * @see Marsaglia, Bray 1964: the polar method
 */
export function publicNormal(uniform: Uniform): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    for (;;) {
      const [a, b] = [2 * uniform() - 1, 2 * uniform() - 1];
      const square = a * a + b * b;
      if (square >= 1 || square === 0) continue;
      const length = Math.sqrt((-2 * log(square)) / square);
      spare = b * length;
      return a * length;
    }
  };
}
