import { describe, expect, it } from '@jest/globals';
import { encodeTable, readTable, tableLayout, type EncodedTable } from '@commonward/schema';
import { heartDiseaseDictionary, simulateHeartDisease } from '../index.js';

const seed = (byte: number) => new Uint8Array(32).fill(byte);
const { sites } = simulateHeartDisease({ seed: seed(1) });
const layout = tableLayout(heartDiseaseDictionary);
const WIDTH = layout.columns.length;

function cellsOf(csv: string): string[][] {
  return csv.trimEnd().split('\n').slice(1).map((line) => line.split(','));
}

function pooled(cohort: readonly { csv: string }[]): EncodedTable {
  const tables = cohort.map(({ csv }) => {
    const { table } = readTable({ text: csv, file: 'site.csv', dictionary: heartDiseaseDictionary });
    return encodeTable(table, heartDiseaseDictionary);
  });
  const codes = tables.flatMap((table) => [...table.codes]);
  return { rows: codes.length / WIDTH, codes: Uint8Array.from(codes) };
}

const TARGET = WIDTH - 1;

/** Logistic regression on the cells by stochastic gradient descent; weights by cell. */
function fit({ codes }: EncodedTable, rows: readonly number[]): Float64Array {
  const weights = new Float64Array(layout.cells);
  for (let pass = 0; pass < 60; pass++) {
    for (const row of rows) {
      const error = codes[row * WIDTH + TARGET] - 1 / (1 + Math.exp(-score({ codes, weights, row })));
      for (let j = 0; j < TARGET; j++) {
        const cell = layout.offsets[j] + codes[row * WIDTH + j];
        weights[cell] += 0.02 * (error - 0.02 * weights[cell]);
      }
    }
  }
  return weights;
}

function score({ codes, weights, row }: { codes: Uint8Array; weights: Float64Array; row: number }): number {
  let sum = 0;
  for (let j = 0; j < TARGET; j++) sum += weights[layout.offsets[j] + codes[row * WIDTH + j]];
  return sum;
}

/** Share of (diseased, healthy) pairs that the score puts in the right order. */
function auroc(scores: readonly number[], labels: readonly number[]): number {
  const healthy = scores.filter((_, i) => labels[i] === 0);
  const diseased = scores.filter((_, i) => labels[i] === 1);
  const right = diseased.reduce((sum, a) => sum + healthy.filter((b) => a > b).length, 0);
  return right / (healthy.length * diseased.length);
}

function heldOutAuroc(table: EncodedTable): number {
  const rows = Array.from({ length: table.rows }, (_, row) => row);
  const test = rows.filter((row) => row % 4 === 0);
  const weights = fit(table, rows.filter((row) => row % 4 !== 0));
  const { codes } = table;
  return auroc(
    test.map((row) => score({ codes, weights, row })),
    test.map((row) => codes[row * WIDTH + TARGET]),
  );
}

describe('simulateHeartDisease', () => {
  it('is the same for the same seed and another one for another seed', () => {
    expect(simulateHeartDisease({ seed: seed(1) }).sites).toEqual(sites);
    expect(simulateHeartDisease({ seed: seed(2) }).sites).not.toEqual(sites);
  });

  it('predicts the disease about as well as such records do', () => {
    const scores = [1, 2, 3].map((byte) => heldOutAuroc(pooled(simulateHeartDisease({ seed: seed(byte) }).sites)));
    for (const value of scores) {
      expect(value).toBeGreaterThan(0.85);
      expect(value).toBeLessThan(0.93);
    }
  });

  it('moves every finding in the direction that medicine expects', () => {
    const rows = sites.flatMap(({ csv }) => cellsOf(csv));
    const mean = (column: string, disease: string) => {
      const j = heartDiseaseDictionary.columns.findIndex((c) => c.name === column);
      const values = rows.filter((row) => row[TARGET] === disease && row[j] !== '?').map((row) => Number(row[j]));
      return values.reduce((sum, v) => sum + v, 0) / values.length;
    };
    const risen = ['age', 'sex', 'exang', 'oldpeak', 'slope', 'ca', 'thal'].filter((name) => mean(name, '1') > mean(name, '0'));
    expect(risen).toEqual(['age', 'sex', 'exang', 'oldpeak', 'slope', 'ca', 'thal']);
    expect(mean('thalach', '1')).toBeLessThan(mean('thalach', '0'));
  });
});
