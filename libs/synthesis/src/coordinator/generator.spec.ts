import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { tableLayout } from '@commonward/schema';
import { aPlan, exactSum, nearlyNoiseless, simulatedPatients } from '../../test/simulated-table.js';
import { absorb, generatorBytes, readGenerator, sampleTable, trainGenerator } from './index.js';

const plan = nearlyNoiseless(aPlan());
const layout = tableLayout(plan.dictionary);
const signalOf = (patients: number) => absorb({ sum: exactSum(simulatedPatients(patients, 11), plan), sites: 1, plan });
const signal = signalOf(1000);
const generator = trainGenerator(signal, plan);

describe('the generator', () => {
  it('is the same bytes whenever and wherever it is trained', () => {
    const bytes = generatorBytes(generator);
    expect(generatorBytes(trainGenerator(signal, plan))).toEqual(bytes);
    expect(bytes.length).toBe(4 * (1 + layout.cells + 2 * layout.cells ** 2 + 25));
    expect(createHash('sha256').update(bytes).digest('hex')).toMatchInlineSnapshot(`"e18d98f71ceec910e0bbd9ae368e43ae4f57327d947cde2b7432cea29477350b"`);
  });

  it('is all in its bytes: read back, it draws the same rows', () => {
    const read = readGenerator(generatorBytes(generator), plan);
    const rowsOf = (from: typeof generator) => sampleTable({ generator: from, plan, rows: 100, conditions: [], stream: 'test' });
    expect(rowsOf(read)).toEqual(rowsOf(generator));
    expect(() => readGenerator(new Uint8Array(8), plan)).toThrow(RangeError);
  });

  it('differs for another public seed', () => {
    const other = { ...plan, seed: '1'.repeat(64) };
    expect(generatorBytes(trainGenerator(signal, other))).not.toEqual(generatorBytes(generator));
  });

  it('trusts each pair by the noise of its table, down to 4 counts, or 10 from 5,000 records', () => {
    const weightAt = (records: number, variance: number) => {
      const weights = trainGenerator({ ...signal, records, variances: signal.variances.map((value) => (value < Infinity ? variance : value)) }, plan).weights;
      return [weights[1], weights[0]];
    };
    expect(weightAt(1000, 400)).toEqual([Math.fround(1 / 20), 0]);
    expect(weightAt(1000, 1)).toEqual([1 / 4, 0]);
    expect(weightAt(5000, 1)).toEqual([Math.fround(1 / 10), 0]);
  });

  it('balances every table: what it lacks is the parameter divided by the weight', () => {
    const rows = sampleTable({ generator, plan, rows: 1000, conditions: [], stream: 'balance' });
    const trend = rows.columns[3].reduce((sum, pain, row) => sum + (pain === 2 && rows.columns[4][row] === 1 ? 1 : 0), 0);
    const cell = (layout.offsets[3] + 2) * layout.cells + layout.offsets[4] + 1;
    expect(Math.abs(generator.targets[cell] - trend - generator.theta[cell] / generator.weights[3 * 5 + 4])).toBeLessThan(5);
  });
});
