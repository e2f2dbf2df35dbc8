import { oneRunEpsilon } from '@commonward/accounting';
import type { RandomSource } from '@commonward/privacy';

import { CONFIDENCE } from './seeds.js';

export interface OneRun {
  /** For each canary, whether its coin put it in. */
  readonly included: readonly boolean[];
  /** For each attack, a score of each canary, computed from the output alone: the higher, the likelier it was in. */
  readonly attacks: readonly (readonly number[])[];
  /** How many of the highest scores are guessed to be in, and how many of the lowest to be out; fixed before the run. */
  readonly guessedIn: number;
  readonly guessedOut: number;
  readonly delta: number;
}

/**
 * The epsilon that the best of the attacks shows the mechanism to exceed.
 *
 * The attacks share what may go wrong equally, so that all their bounds hold together with probability `CONFIDENCE`.
 */
export function epsilonSeen({ included, attacks, guessedIn, guessedOut, delta }: OneRun): number {
  const bounds = attacks.map((scores) => {
    const ranking = included.map((_, canary) => canary).sort((a, b) => scores[b] - scores[a]);
    const right = ranking.filter((canary, rank) => (rank < guessedIn && included[canary]) || (rank >= ranking.length - guessedOut && !included[canary]));
    return oneRunEpsilon({
      canaries: included.length,
      guesses: guessedIn + guessedOut,
      correct: right.length,
      delta,
      confidence: 1 - (1 - CONFIDENCE) / attacks.length,
    });
  });
  return Math.max(...bounds);
}

/** A fair coin for each canary. */
export function fairCoins(canaries: number, random: RandomSource): boolean[] {
  const words = new Uint32Array(canaries);
  random.fill(words);
  return Array.from(words, (word) => word % 2 === 1);
}
