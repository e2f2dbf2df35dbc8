import type { Adjacency } from '@commonward/accounting';

import { bind, reveal, type Bounded, type Sensitive } from '../boundary.js';
import type { BoundedBlock } from '../boundary-claim.js';
import { checkInteger } from '../check-integer.js';

export interface BoundedScoresOptions<R> {
  /** One record for each unit of privacy. */
  readonly records: Sensitive<Iterable<R>>;
  readonly candidates: number;
  /** What a record adds to the score of each candidate, or null if it cannot be read. It must look at that record alone, and not throw. */
  readonly scoresOf: (record: R) => ArrayLike<number> | null;
  /** The most that one record adds to any score; an integer. */
  readonly largestScore: number;
  /** The largest result; an integer, at most 2^31 - 1. */
  readonly clampTo: number;
  readonly adjacency: Adjacency;
}

/**
 * Adds up every record's scores of each candidate, clamped to [0, clampTo].
 *
 * Guarantee: one unit of privacy moves no score by more than `largestScore`, under either adjacency, whatever `records` holds and
 * `scoresOf` answers: what a record adds is clamped to [0, largestScore], and counts as zero where it is not an integer.
 * @returns [candidates] integers, in one block
 * @throws RangeError if a number is not a positive integer, or the squared sensitivity is not a safe integer
 */
export function boundedScores<R>(options: BoundedScoresOptions<R>): Bounded<Int32Array> {
  const { records, candidates, scoresOf, largestScore, clampTo, adjacency } = options;
  checkInteger('clampTo', clampTo, 2 ** 31 - 1);
  checkInteger('largestScore', largestScore, clampTo);
  checkInteger('candidates', candidates, 2 ** 31 - 1);
  checkInteger('the squared sensitivity', candidates * largestScore ** 2, Number.MAX_SAFE_INTEGER);
  const totals = new Int32Array(candidates);
  for (const record of reveal(records)) {
    const scores = scoresOf(record);
    if (scores === null) continue;
    for (let i = 0; i < candidates; i += 1) {
      // Both are below 2^31, so their sum is exact, and no term is negative, so clamping as one goes clamps the total.
      totals[i] = Math.min(totals[i] + clampedScore(scores[i], largestScore), clampTo);
    }
  }
  return bind(totals, { records, blocks: [blockOf(candidates, largestScore)], adjacency });
}

function clampedScore(score: number, largestScore: number): number {
  return Number.isInteger(score) ? Math.min(Math.max(score, 0), largestScore) : 0;
}

function blockOf(candidates: number, largestScore: number): BoundedBlock {
  return {
    start: 0,
    length: candidates,
    squaredSensitivity: candidates * largestScore ** 2,
    l1Sensitivity: candidates * largestScore,
    coordinateSensitivity: largestScore,
  };
}
