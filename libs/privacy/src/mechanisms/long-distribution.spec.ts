import { describe, expect, it } from '@jest/globals';

import { aBounded } from '../boundary.fixture.js';
import { systemRandom } from '../random.js';
import { discreteGaussian } from './discrete-gaussian.js';
import { chiSquareScore, countScore, gaussianDistribution } from './distribution.fixture.js';

/** Ten million draws show what two hundred thousand do not: a bias of one in three thousand in any of 400 bins. */
const draws = 1e7;
const isLong = process.env.COMMONWARD_LONG === '1';

(isLong ? describe : describe.skip)('ten million released coordinates, noised on the system generator', () => {
  // Standard deviations of 1, 4, 30, 256 and 1024 grid steps, from tables, and of 32,768, by rejection.
  it.each([1, 16, 900, 2 ** 16, 2 ** 20, 2 ** 30])(
    'have the exact probabilities and tails at variance %d',
    (variance) => {
      const { value } = discreteGaussian(aBounded(new Int32Array(draws), [{ length: draws }]), { variances: [variance], random: systemRandom });
      const distribution = gaussianDistribution(variance);
      const scores = {
        chiSquare: chiSquareScore(value, distribution),
        sign: countScore(value, distribution, (x) => x > 0),
        tails: [3, 4, 5].map((reach) => countScore(value, distribution, (x) => x * x > reach ** 2 * variance)),
      };
      process.stdout.write(`variance ${variance}: ${JSON.stringify(scores)}\n`);
      for (const score of [scores.chiSquare, scores.sign, ...scores.tails]) expect(Math.abs(score)).toBeLessThan(4.5);
    },
    120_000,
  );
});
