import { seededRandom, targetProblem } from '@commonward/evaluation';
import { parseDictionary, type RecordTable } from '@commonward/schema';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { startBackend } from '../start-backend.js';
import { learnRecords } from './learn-records.js';
import { recordRecipes } from './recipes.js';
import { recordRows } from './record-rows.js';

const dictionary = parseDictionary({
  file: 'dictionary.json',
  text: JSON.stringify({
    name: 'two-findings',
    kind: 'table',
    unit: 'patient',
    target: 'ill',
    columns: [
      { name: 'finding', type: 'categorical', categories: [0, 1], missing: -9 },
      { name: 'ill', type: 'categorical', categories: [0, 1], missing: null },
      { name: 'age', type: 'numeric', min: 0, max: 100, edges: [0, 50, 100], missing: null },
    ],
  }),
});

/** Who is ill has the finding, and is old, but for one in twenty. */
const aSite = (rows: number, seed: number): RecordTable => {
  const { uniform } = seededRandom(seed);
  const ill = Array.from({ length: rows }, (_, i) => i % 2);
  const like = (is: number) => (uniform() < 0.05 ? 1 - is : is);
  return { rows, columns: [Float64Array.from(ill, like), Float64Array.from(ill), Float64Array.from(ill, (is) => 20 + 50 * like(is))] };
};

describe('recordRows', () => {
  const rows = recordRows(dictionary);

  it('put the target last, one-hot like every column', () => {
    expect(rows.shape).toEqual({ columns: [3, 2], classes: 2 });
    expect(rows.rowsOf({ rows: 1, columns: [Float64Array.of(NaN), Float64Array.of(1), Float64Array.of(70)] }).map((row) => [...row])).toEqual([[0, 0, 1, 0, 1, 0, 1]]);
  });

  it('come back as records of the same cells', () => {
    const table = rows.tableOf({ codes: Uint8Array.of(1, 0, 0, 1), classes: [0, 1], uniform: () => 0 });
    expect(table.columns.map((values) => [...values])).toEqual([[1, 0], [0, 1], [0, 50]]);
  });
});

describe('learnRecords', () => {
  beforeAll(() => startBackend('wasm'));

  it('learns what goes with what from two sites that send gradients only', () => {
    expect(targetProblem(dictionary)).toBeNull();
    const sites = [aSite(100, 1), aSite(60, 2)].map((table, s) => ({ name: `site-${s}`, table }));
    const { synthetic, forecast } = learnRecords({ dictionary, sites, rows: 400, learning: { kind: 'exact' }, recipes: recordRecipes, uniform: seededRandom(3).uniform });
    const [finding, ill, age] = synthetic.columns;
    const share = (agrees: (row: number) => boolean) => Array.from({ length: 400 }, (_, row) => row).filter(agrees).length / 400;
    expect(share((row) => finding[row] === ill[row])).toBeGreaterThan(0.85);
    expect(share((row) => (age[row] >= 50 ? 1 : 0) === ill[row])).toBeGreaterThan(0.85);
    expect(forecast).toBeNull();
  });
});
