import { describe, expect, it } from '@jest/globals';
import type { TableLayout } from '@commonward/schema';
import { testUniform } from '../../test/simulated-table.js';
import { conditionalRecords } from './conditional-records.js';
import { EXCLUDED, sweep } from './gibbs-sweep.js';
import type { GibbsState } from './gibbs-sweep.js';
import { pairCounts } from './pair-counts.js';

function binaryLayout(columns: number): TableLayout {
  const offsets = Int32Array.from({ length: columns + 1 }, (_, j) => 2 * j);
  return { columns: [], sizes: new Int32Array(columns).fill(2), offsets, cells: 2 * columns, target: 0 };
}

function allPairs(columns: number): Float64Array {
  return Float64Array.from({ length: columns * columns }, (_, at) => (at % (columns + 1) === 0 ? 0 : 1));
}

const noRules = (columns: number) => ({ byColumn: Array.from({ length: columns }, () => []) });

function aState(changes: Partial<GibbsState>): GibbsState {
  return {
    layout: binaryLayout(2),
    rows: 1,
    codes: Uint8Array.of(0, 0),
    field: new Float64Array(16),
    weights: allPairs(2),
    logBase: new Float64Array(4),
    recordWeight: 0,
    forbidden: noRules(2),
    uniform: testUniform(1),
    ...changes,
  };
}

/** A symmetric field over pairs of cells, by "cell,cell". */
function fieldOf(cells: number, entries: Record<string, number>): Float64Array {
  const field = new Float64Array(cells * cells);
  for (const [pair, value] of Object.entries(entries)) {
    const [a, b] = pair.split(',').map(Number);
    field[a * cells + b] = value;
    field[b * cells + a] = value;
  }
  return field;
}

describe('a Gibbs sweep', () => {
  it('draws a pair of columns from its exact distribution', () => {
    const rows = 40_000;
    const codes = new Uint8Array(2 * rows);
    const state = aState({ rows, codes, field: fieldOf(4, { '0,2': 1, '1,3': 0.5 }), logBase: Float64Array.of(0.3, 0, 0, 0) });
    for (let repeat = 0; repeat < 10; repeat++) sweep(state);
    const weights = [Math.exp(1.3), Math.exp(0.3), 1, Math.exp(0.5)];
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const counts = [0, 0, 0, 0];
    for (let row = 0; row < rows; row++) counts[2 * codes[2 * row] + codes[2 * row + 1]]++;
    weights.forEach((weight, at) => expect(Math.abs(counts[at] / rows - weight / total)).toBeLessThan(0.0125)); // five standard errors
  });

  it('takes no account of the record itself in what the tables lack', () => {
    // Without the record the tables lack 200 in cell (0, 0) and 150 in its neighbours; with it, 100 and 150.
    const field = fieldOf(4, { '0,2': 100, '0,3': 150, '1,2': 150 });
    const state = aState({ field, recordWeight: 100 });
    expect(sweep(state)).toBe(0);
  });

  it('keeps the field at targets minus what the records weigh', () => {
    const layout = binaryLayout(4);
    const uniform = testUniform(3);
    const codes = Uint8Array.from({ length: 4 * 50 }, () => Number(uniform() < 0.5));
    const targets = Float64Array.from({ length: 64 }, (_, at) => (Math.floor(at / 8) + (at % 8)) * 0.7);
    const lack = () => targets.map((target, at) => target - 0.4 * pairCounts(codes, 50, layout)[at]);
    const state = aState({ layout, rows: 50, codes, field: lack(), weights: allPairs(4), logBase: new Float64Array(8), recordWeight: 0.4, forbidden: noRules(4) });
    expect(sweep(state)).toBeGreaterThan(0);
    const exact = lack();
    state.field.forEach((value, at) => expect(value).toBeCloseTo(exact[at], 9));
  });

  it('never draws a cell that a rule forbids while another is left', () => {
    const forbidden = { byColumn: [[{ cell: 1, others: [{ column: 1, cell: 1 }] }], [{ cell: 1, others: [{ column: 0, cell: 1 }] }]] };
    const codes = Uint8Array.from({ length: 2000 }, () => 1);
    const state = aState({ rows: 1000, codes, field: fieldOf(4, { '1,3': 50 }), forbidden });
    sweep(state);
    for (let row = 0; row < 1000; row++) expect(codes[2 * row] + codes[2 * row + 1]).toBeLessThan(2);
  });

  it('would rather break a rule than leave the conditions', () => {
    const forbidden = { byColumn: [[{ cell: 1, others: [{ column: 1, cell: 1 }] }], [{ cell: 1, others: [{ column: 0, cell: 1 }] }]] };
    const codes = new Uint8Array(2000).fill(1);
    sweep(aState({ rows: 1000, codes, logBase: Float64Array.of(EXCLUDED, 0, EXCLUDED, 0), forbidden }));
    expect(new Set(codes)).toEqual(new Set([1]));
  });
});

describe('independent records of a log-linear model', () => {
  it('have its exact distribution where single changes cannot cross between its modes', () => {
    const columns = 5;
    const layout = binaryLayout(columns);
    const theta = new Float32Array(layout.cells ** 2);
    for (let i = 0; i < columns; i++) {
      for (let j = 0; j < columns; j++) {
        if (i === j) continue;
        theta[2 * i * layout.cells + 2 * j] = 2;
        theta[(2 * i + 1) * layout.cells + 2 * j + 1] = 2.15;
      }
    }
    const codes = conditionalRecords({
      generator: { records: 1000, logBase: new Float32Array(layout.cells), targets: theta, weights: Float32Array.from(allPairs(columns)), theta },
      layout,
      forbidden: noRules(columns),
      rows: 8000,
      shares: new Float64Array(layout.cells).fill(1),
      uniform: testUniform(5),
    });
    const ones = Array.from({ length: 8000 }, (_, row) => codes.subarray(row * columns, (row + 1) * columns).reduce((sum, code) => sum + code, 0));
    const pairs = (k: number) => (k * (k - 1)) / 2;
    const weights = [1, 5, 10, 10, 5, 1].map((ways, k) => ways * Math.exp(2.15 * pairs(k) + 2 * pairs(columns - k)));
    const expected = weights[5] / weights.reduce((sum, weight) => sum + weight, 0);
    expect(Math.abs(ones.filter((count) => count === 5).length / 8000 - expected)).toBeLessThan(0.03);
  });
});
