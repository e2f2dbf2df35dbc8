import { twoPointEpsilon } from '@commonward/accounting';
import { boundedScores, Sensitive } from '@commonward/privacy';
import type { Bounded, RandomSource, Released } from '@commonward/privacy';

import { seededRandom } from '../../libs/privacy/src/random.fixture.js';
import type { Audited } from './audited.js';
import { claimedEpsilon } from './claim.js';
import { CONFIDENCE } from './seeds.js';

type Selection = (scores: Bounded<Int32Array>, options: { scale: number; random: RandomSource }) => Released<Int32Array>;

const RUNS = 1500;
const CANDIDATES = 10;
const DELTA = 1e-7;
const adjacency = 'replace-one';

/**
 * A choice among ten candidates says too little to be audited in one run, so it is made many times on two neighbouring data
 * sets: one patient speaks for the first candidate, or for all the others.
 */
export function auditSelection(select: Selection, seed: string): Audited {
  const random = seededRandom(`${seed}: choices`);
  const releaseOf = (record: readonly number[]) => {
    const records = Sensitive.of([record]);
    const scores = boundedScores({ records, candidates: CANDIDATES, scoresOf: (each) => each, largestScore: 1, clampTo: 100, adjacency });
    return select(scores, { scale: 1, random });
  };
  const timesFirst = (record: readonly number[]) => {
    const chosen = Array.from({ length: RUNS }, () => releaseOf(record).value[0]);
    return { trials: RUNS, successes: chosen.filter((candidate) => candidate === 0).length };
  };
  const forTheFirst = Array.from({ length: CANDIDATES }, (_, i) => (i === 0 ? 1 : 0));
  const forTheOthers = forTheFirst.map((score) => 1 - score);
  return {
    claimed: claimedEpsilon([releaseOf(forTheFirst).event], { adjacency, delta: DELTA }),
    seen: twoPointEpsilon({ here: timesFirst(forTheFirst), there: timesFirst(forTheOthers), delta: 0, confidence: CONFIDENCE }),
  };
}
