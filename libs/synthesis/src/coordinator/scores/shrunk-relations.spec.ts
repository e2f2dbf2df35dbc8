import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { product } from '../matrix.js';
import { publicUniform } from '../public-randomness.js';
import { publicNormal } from '../spectrum/normal.js';
import { correlationMatrix } from './absorb-moments.js';
import { cosineBasis, dayBasis, octaves, transposed } from './cosine-bands.js';
import { keptShare, shrunkRelations } from './shrunk-relations.js';
import { shrunkShares } from './shrunk-shares.js';

const { cosine } = JSON.parse(readFileSync(new URL('../../../../../test/vectors/series.json', import.meta.url), 'utf8')) as { cosine: { values: number[]; waves: number[] } };
const [CHANNELS, STEPS] = [2, 24];
const SIZE = CHANNELS * STEPS;

function symmetricNoise(deviation: number): Float64Array {
  const normal = publicNormal(publicUniform('ef'.repeat(32), 'noise'));
  const noise = new Float64Array(SIZE * SIZE);
  for (let i = 0; i < SIZE; i += 1) for (let j = 0; j <= i; j += 1) noise[i * SIZE + j] = noise[j * SIZE + i] = deviation * normal() * (i === j ? Math.SQRT2 : 1);
  return noise;
}
const squared = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value * value, 0);

describe('the cosines of a day', () => {
  it('are those of scipy, over steps and over channels', () => {
    const waves = product(cosineBasis(6), { rows: 6, columns: 1, values: Float64Array.from(cosine.values) }).values;
    waves.forEach((wave, k) => expect(wave).toBeCloseTo(cosine.waves[k], 12));
  });

  it('are orthonormal', () => {
    const basis = dayBasis(3, 8);
    product(basis, transposed(basis)).values.forEach((value, at) => expect(Math.abs(value - Number(at % 25 === 0))).toBeLessThan(1e-12));
  });

  it('fall into octaves that leave none out', () => {
    for (const n of [1, 2, 3, 5, 24, 100]) expect(octaves(n).flatMap(({ from, to }) => Array.from({ length: to - from }, (_, k) => from + k))).toEqual([...Array(n).keys()]);
  });
});

describe('the part of a block that is kept', () => {
  it('is nothing up to the length of the noise, and beyond it what the noise leaves', () => {
    expect([1, 4, 5, 8, 400].map((length) => keptShare({ length, noise: 4 }))).toEqual([0, 0, 1 - 4 / 5, 0.5, 0.99]);
    expect(keptShare({ length: 0, noise: 0 })).toBe(0);
  });
});

describe('relations that stand out from the noise', () => {
  const relations = Float64Array.from({ length: SIZE * SIZE }, (_, at) => {
    const [i, j] = [Math.floor(at / SIZE), at % SIZE];
    return (i % STEPS === j % STEPS ? 1 : 0.7) * 0.85 ** Math.abs((i % STEPS) - (j % STEPS)) * (Math.floor(i / STEPS) === Math.floor(j / STEPS) ? 1 : 0.8);
  });
  const offDiagonal = (values: Float64Array) => values.filter((_, at) => at % (SIZE + 1) !== 0);

  it('are all of them where there is no noise', () => {
    const kept = shrunkRelations(relations, { noise: 0, steps: STEPS });
    offDiagonal(kept.map((value, at) => value - relations[at])).forEach((difference) => expect(Math.abs(difference)).toBeLessThan(1e-10));
  });

  it('are next to none where there is nothing but noise', () => {
    const noise = symmetricNoise(0.25);
    expect(squared(offDiagonal(shrunkRelations(noise, { noise: 0.25, steps: STEPS })))).toBeLessThan(0.05 * squared(offDiagonal(noise)));
  });

  it('are less than a quarter as far from the truth as they were with the noise', () => {
    const noise = symmetricNoise(0.25);
    const kept = shrunkRelations(relations.map((value, at) => value + noise[at]), { noise: 0.25, steps: STEPS });
    expect(squared(offDiagonal(kept.map((value, at) => value - relations[at])))).toBeLessThan(0.25 * squared(offDiagonal(noise)));
  });

  it('do not depend on the diagonal, and are symmetric', () => {
    const noisy = relations.map((value, at) => value + symmetricNoise(0.1)[at]);
    const kept = shrunkRelations(noisy, { noise: 0.1, steps: STEPS });
    expect(shrunkRelations(noisy.map((value, at) => (at % (SIZE + 1) === 0 ? 77 : value)), { noise: 0.1, steps: STEPS })).toEqual(kept);
    kept.forEach((value, at) => expect(Math.abs(value - kept[(at % SIZE) * SIZE + Math.floor(at / SIZE)])).toBeLessThan(1e-12));
  });
});

describe('a correlation matrix', () => {
  it('has ones on the diagonal and no eigenvalue below zero, whatever noise has made of it', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -0.97, max: 0.97, noNaN: true }), { minLength: 6, maxLength: 6 }), fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }), ([a, b, c, d, e, f], x) => {
        const matrix = correlationMatrix(Float64Array.of(1, a, b, c, a, 1, d, e, b, d, 1, f, c, e, f, 1), 0.001);
        for (let j = 0; j < 4; j += 1) expect(matrix[j * 5]).toBeCloseTo(1, 12);
        expect(x.reduce((sum, xi, i) => sum + x.reduce((row, xj, j) => row + xi * xj * matrix[i * 4 + j], 0), 0)).toBeGreaterThan(-1e-12);
      }),
    );
  });
});

describe('the shares of a step', () => {
  const flat = Array.from({ length: 24 }, () => Float64Array.of(0.5, 0.3, 0.2));

  it('are what they were where there is no noise', () => {
    const shares = flat.map((own, t) => own.map((share, k) => share + 0.01 * t * [1, -1, 0][k]));
    shrunkShares(shares, 0).forEach((own, t) => own.forEach((share, k) => expect(share).toBeCloseTo(shares[t][k], 12)));
  });

  it('are the mean of the day where nothing else stands out', () => {
    const normal = publicNormal(publicUniform('aa'.repeat(32), 'shares'));
    const shrunk = shrunkShares(flat.map((own) => own.map((share) => share + 0.02 * normal())), 0.03 ** 2);
    for (const own of shrunk) own.forEach((share, k) => expect(share).toBeCloseTo(shrunk[0][k], 12));
    expect(Math.abs(shrunk[0][0] - 0.5)).toBeLessThan(0.02);
  });
});
