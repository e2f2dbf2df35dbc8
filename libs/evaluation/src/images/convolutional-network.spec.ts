import { describe, expect, it } from '@jest/globals';
import { auroc } from '../metrics/classification.js';
import { seededRandom } from '../seeded-random.js';
import { convolutionalNetwork } from './convolutional-network.js';

const image = { height: 8, width: 8 };

/** Noise with a bright bar, upright in one class and lying in the other, somewhere: no single pixel tells them apart. */
function bars(count: number, seed: number) {
  const random = seededRandom(seed);
  const y = Uint8Array.from({ length: count }, () => random.below(2));
  const values = new Float64Array(count * 64);
  y.forEach((label, row) => {
    const place = random.below(8);
    for (let k = 0; k < 64; k += 1) values[row * 64 + k] = random.uniform() - 0.5 + ((label === 1 ? k % 8 : Math.floor(k / 8)) === place ? 1 : 0);
  });
  return { x: { rows: count, columns: 64, values }, y };
}

describe('convolutionalNetwork', () => {
  it('learns shapes wherever they are', () => {
    const [train, test] = [bars(600, 1), bars(200, 2)];
    const fitted = convolutionalNetwork({ image, epochs: 8 }).fit(train.x, train.y, 0);
    expect(auroc(test.y, fitted.score(test.x))).toBeGreaterThan(0.95);
  });

  it('is the same again with the same seed, and another with another', () => {
    const { x, y } = bars(64, 1);
    const score = (seed: number) => convolutionalNetwork({ image, epochs: 1 }).fit(x, y, seed).score(x);
    expect(score(3)).toEqual(score(3));
    expect(score(4)).not.toEqual(score(3));
  });
});
