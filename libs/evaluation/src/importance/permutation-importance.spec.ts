import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { scoring } from '../classifiers/classifier.js';
import { permutationImportance } from './permutation-importance.js';

const vectors = new URL('../../../../test/vectors/metrics/', import.meta.url);
const known = JSON.parse(readFileSync(new URL('importance.json', vectors), 'utf8')) as {
  tolerance: number; coefficients: number[]; intercept: number; means: number[]; deviations: number[]; rotations: number[]; columns: [string, number][]; together: [string[], number];
};
const lines = readFileSync(new URL('breast-cancer-200.csv', vectors), 'utf8').trim().split('\n').slice(1).map((line) => line.split(',').map(Number));
const width = known.means.length;
const x = { rows: lines.length, columns: width, values: Float64Array.from(lines.flatMap((line) => known.means.map((mean, j) => (line[j] - mean) / known.deviations[j]))) };
const y = Uint8Array.from(lines, (line) => line[width]);
const classifier = scoring((row) => known.coefficients.reduce((sum, weight, j) => sum + weight * row[j], known.intercept), 0);
const permutations = known.rotations.map((k) => Int32Array.from({ length: x.rows }, (_, row) => (row + k) % x.rows));
const importance = permutationImportance({ classifier, test: { x, y }, permutations });

describe('permutationImportance', () => {
  it.each(known.columns)('is scikit-learn’s for the column %s', (name, value) => {
    const column = known.columns.findIndex(([other]) => other === name);
    expect(Math.abs(importance([column]) - value)).toBeLessThan(known.tolerance);
  });

  it('exchanges all features of a column together', () => {
    expect(Math.abs(importance([0, 1]) - known.together[1])).toBeLessThan(known.tolerance);
  });

  it('is nothing of a column that the classifier does not look at', () => {
    const blind = scoring((row) => row[1], 0);
    expect(permutationImportance({ classifier: blind, test: { x, y }, permutations })([0])).toBeCloseTo(0, 12);
  });
});
