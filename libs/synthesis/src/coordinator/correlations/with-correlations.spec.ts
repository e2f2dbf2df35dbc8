import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Sensitive, discreteGaussian, systemRandom } from '@commonward/privacy';
import { tableLayout } from '@commonward/schema';
import type { EncodedTable } from '@commonward/schema';
import { exactSum, testUniform } from '../../../test/simulated-table.js';
import { WIDE_SITES, aWidePlan, widePatients } from '../../../test/simulated-wide-table.js';
import { productsOfScores, type PairsPlan } from '../../plan/index.js';
import { boundPairs, releaseVariances } from '../../site/index.js';
import { absorb, aggregate, screen } from '../index.js';
import { denoisedCovariances } from './denoised-covariances.js';

const plan = aWidePlan();
const layout = tableLayout(plan.dictionary);
const columns = layout.sizes.length;
const products = productsOfScores(columns);
const PATIENTS = 3000;

const sites = (from: (rows: number, seed: number) => EncodedTable): EncodedTable[] => WIDE_SITES.map((_, k) => from(PATIENTS, 20 + k));
const released = (tables: readonly EncodedTable[], under: PairsPlan): Int32Array[] =>
  tables.map((table) => discreteGaussian(boundPairs(Sensitive.of([table]), under), { variances: releaseVariances(under), random: systemRandom }).value);
const signalOf = (tables: readonly EncodedTable[]) => absorb({ ...aggregate({ kind: 'releases', releases: released(tables, plan) }, plan), plan });

const dependent = sites((rows, seed) => widePatients(rows, plan.dictionary, seed));
const independent = sites((rows, seed) => {
  const uniform = testUniform(seed);
  return { rows, codes: Uint8Array.from({ length: rows * columns }, (_, at) => Math.floor(uniform() * layout.sizes[at % columns])) };
});

/** Correlation of two columns' cell numbers by a table of counts; both without missing values. */
function correlation(count: (a: number, b: number) => number, i: number, j: number): number {
  const sums = { n: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 };
  for (let x = 0; x < layout.sizes[i]; x++) {
    for (let y = 0; y < layout.sizes[j]; y++) {
      const n = count(x, y);
      sums.n += n;
      sums.x += n * x;
      sums.y += n * y;
      sums.xx += n * x * x;
      sums.yy += n * y * y;
      sums.xy += n * x * y;
    }
  }
  const covariance = sums.xy / sums.n - (sums.x / sums.n) * (sums.y / sums.n);
  return covariance / Math.sqrt((sums.xx / sums.n - (sums.x / sums.n) ** 2) * (sums.yy / sums.n - (sums.y / sums.n) ** 2));
}
const ofRecords = (tables: readonly EncodedTable[], i: number, j: number): number =>
  correlation((a, b) => tables.reduce((sum, { rows, codes }) => sum + Array.from({ length: rows }, (_, row) => Number(codes[row * columns + i] === a && codes[row * columns + j] === b)).reduce((x, y) => x + y, 0), 0), i, j);
const ofSignal = ({ tables }: { readonly tables: Float64Array }, i: number, j: number): number => correlation((a, b) => tables[(layout.offsets[i] + a) * layout.cells + layout.offsets[j] + b], i, j);

describe('tables filled in from correlations', () => {
  const signal = signalOf(dependent);

  it.each([[1, 3], [3, 9], [1, 7], [2, 5], [9, 15]])('have the correlation of the records, within the noise: columns %i and %i', (i, j) => {
    expect(Math.abs(ofSignal(signal, i, j) - ofRecords(dependent, i, j))).toBeLessThan(0.12);
  });

  it('tell columns that rise together from those that go against each other', () => {
    expect(ofSignal(signal, 3, 9)).toBeGreaterThan(0.3);
    expect(ofSignal(signal, 1, 3)).toBeLessThan(-0.3);
  });

  it('have the one-way tables as their margins, are symmetric, and know how noisy they are', () => {
    for (const [i, j] of [[1, 3], [2, 6]]) {
      for (let a = layout.offsets[i]; a < layout.offsets[i + 1]; a++) {
        let margin = 0;
        for (let b = layout.offsets[j]; b < layout.offsets[j + 1]; b++) {
          margin += signal.tables[a * layout.cells + b];
          expect(signal.tables[a * layout.cells + b]).toBe(signal.tables[b * layout.cells + a]);
        }
        expect(margin).toBeCloseTo(signal.oneWays[a], 4);
      }
    }
    const off = signal.variances.filter((_, at) => at % (columns + 1) !== 0);
    expect(off.every((variance) => variance > 0 && variance < Infinity)).toBe(true);
  });

  it('are the same bytes everywhere', () => {
    const uniform = testUniform(4);
    const sum = exactSum(dependent[0], plan).map((value, at, all) => (at < all.length - products ? value : plan.grid * PATIENTS * (uniform() - 0.5)));
    const { tables, variances } = absorb({ sum, sites: 3, plan });
    const hash = createHash('sha256').update(new Uint8Array(tables.buffer)).update(new Uint8Array(variances.buffer));
    expect(hash.digest('hex')).toMatchInlineSnapshot(`"1ba96099ce761e58ea3d405ca9900c64d5dc586aac79056838f7d46781ffc36c"`);
  });

  it('say nothing where there is nothing but noise', () => {
    const nothing = signalOf(independent);
    expect(Math.abs(ofSignal(nothing, 1, 3))).toBeLessThan(0.03);
    expect(Math.abs(ofSignal(nothing, 9, 15))).toBeLessThan(0.03);
  });
});

describe('the screening of releases with correlations', () => {
  const releases = released(dependent, plan).map((values, k) => ({ site: WIDE_SITES[k], values }));

  it('keeps honest sites, and names one whose release has ten times the opposite sign', () => {
    expect(screen(releases, plan).leftOut).toEqual([]);
    const flipped = releases.map(({ site, values }) => ({ site, values: site === 'south' ? values.map((value) => -10 * value) : values }));
    expect(screen(flipped, plan).leftOut.map(({ site }) => site)).toEqual(['south']);
  });

  it('knows that products, unlike counts, can be far below 0', () => {
    const quiet = { ...plan, blocks: plan.blocks.map((block) => ({ ...block, variance: 10_000 })) };
    const [values] = released(dependent.slice(0, 1), quiet);
    expect(Math.min(...values)).toBeLessThan(-100 * 100);
    expect(screen([{ site: WIDE_SITES[0], values }], quiet).leftOut).toEqual([]);
  });
});

describe('covariances of many columns', () => {
  const size = 60;
  const uniform = testUniform(9);
  const normal = (): number => uniform() + uniform() + uniform() + uniform() + uniform() + uniform() + uniform() + uniform() + uniform() + uniform() + uniform() + uniform() - 6;
  const noise = 0.05;
  const noisy = new Float64Array(size * size);
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) noisy[i * size + j] = noisy[j * size + i] = noise * normal();
  const squares = new Array<number>(size).fill(1);
  const distance = (left: Float64Array, right: (at: number) => number): number =>
    Math.sqrt(left.reduce((sum, value, at) => sum + (at % (size + 1) === 0 ? 0 : (value - right(at)) ** 2), 0));

  it('are nothing where there is nothing but noise, or nearly', () => {
    expect(distance(denoisedCovariances(noisy, { squares, noise }), () => 0)).toBeLessThan(0.1 * distance(noisy, () => 0));
  });

  it('are three times nearer to the truth than their noise where all columns have one thing in common', () => {
    const truth = (at: number): number => 0.6 * (Math.floor(at / size) % 2 === 0 ? 1 : -1) * ((at % size) % 2 === 0 ? 1 : -1);
    const raw = noisy.map((value, at) => (at % (size + 1) === 0 ? 0 : value + truth(at)));
    expect(distance(denoisedCovariances(raw, { squares, noise }), truth)).toBeLessThan(distance(raw, truth) / 3);
  });
});
