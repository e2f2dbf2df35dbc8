import { describe, expect, it } from '@jest/globals';
import { aPlan, exactSum, nearlyNoiseless, simulatedPatients } from '../../test/simulated-table.js';
import { absorb, residuals } from './index.js';

const plan = nearlyNoiseless(aPlan());
const patients = simulatedPatients(2000, 3);
const signal = absorb({ sum: exactSum(patients, plan), sites: 1, plan });

describe('residuals', () => {
  it('vanish for the records behind the tables', () => {
    const { tv1, tv2 } = residuals(patients, signal, plan);
    expect(tv1).toBeLessThan(1e-9);
    expect(tv2).toBeLessThan(1e-3);
  });

  it('name every column and every measured pair, and are means over them', () => {
    const { tv1, tv2, perColumn, perPair } = residuals(simulatedPatients(100, 4), signal, plan);
    expect(perColumn.map(({ column }) => column)).toEqual(['age', 'chol', 'sex', 'pain', 'disease']);
    expect(perPair).toHaveLength(10);
    expect(tv1).toBeCloseTo(perColumn.reduce((sum, { tv }) => sum + tv, 0) / 5, 12);
    expect(tv2).toBeCloseTo(perPair.reduce((sum, { tv }) => sum + tv, 0) / 10, 12);
  });

  it('are one where nothing is in common', () => {
    const shares = { ...signal, oneWays: signal.oneWays.map((count, cell) => (cell === 0 ? count * 0 : count)) };
    const young = { rows: 10, codes: new Uint8Array(50) };
    expect(residuals(young, shares, plan).perColumn[0].tv).toBeCloseTo(1, 12);
  });

  it('need a record', () => {
    expect(() => residuals({ rows: 0, codes: new Uint8Array(0) }, signal, plan)).toThrow(RangeError);
  });
});
