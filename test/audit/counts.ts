import { boundedCounts, discreteGaussian, discreteLaplace, Sensitive } from '@commonward/privacy';
import type { Bounded, RandomSource, Released } from '@commonward/privacy';

import { seededRandom } from '../../libs/privacy/src/random.fixture.js';
import type { Audited } from './audited.js';
import { claimedEpsilon } from './claim.js';
import { epsilonSeen, fairCoins } from './one-run.js';

const CANARIES = 1000;
const GRID = 64;
const DELTA = 1e-7;
const adjacency = 'add-or-remove-one';

/** Discrete Gaussian noise as wide as a count. */
export const auditGaussianCounts = (seed: string): Audited => auditCounts(seed, (counts, random) => discreteGaussian(counts, { variances: [GRID ** 2], random }));

/** Discrete Laplace noise of half a count: epsilon 2. */
export const auditLaplaceCounts = (seed: string): Audited => auditCounts(seed, (counts, random) => discreteLaplace(counts, { scales: [GRID / 2], random }));

/** Every canary is a patient alone in a cell; its count, noised, is all there is to see of it. */
function auditCounts(seed: string, release: (counts: Bounded<Int32Array>, random: RandomSource) => Released<Int32Array>): Audited {
  const included = fairCoins(CANARIES, seededRandom(`${seed}: coins`));
  const records = Sensitive.of(included.flatMap((isIn, canary) => (isIn ? [canary] : [])));
  const blocks = [{ cells: CANARIES, indicatorsPerRecord: 1 }];
  const counts = boundedCounts({ records, blocks, cellsOf: (canary) => [canary], grid: GRID, clampTo: 2 ** 30, adjacency });
  const { value, event } = release(counts, seededRandom(`${seed}: noise`));
  return {
    claimed: claimedEpsilon([event], { adjacency, delta: DELTA }),
    seen: epsilonSeen({ included, attacks: [Array.from(value)], guessedIn: 100, guessedOut: 100, delta: DELTA }),
  };
}
