import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { encodeTable, tableLayout } from '@commonward/schema';
import { aDictionary, aPlan, exactSum, nearlyNoiseless, pairDistance, share, simulatedPatients } from '../../../test/simulated-table.js';
import { absorb } from '../absorb.js';
import { tableModel } from '../table-model.js';
import { neuralGeneratorBytes, poolShares, readNeuralGenerator, trainNeuralGenerator } from './neural-generator.js';
import { sampleNeuralTable, sampleSweptTable } from './sample-neural.js';

const patients = simulatedPatients(4000, 11);
const plan = nearlyNoiseless(aPlan());
const layout = tableLayout(plan.dictionary);
const signal = absorb({ sum: exactSum(patients, plan), sites: 1, plan });
const neural = trainNeuralGenerator(signal, plan);
const request = { neural, plan, rows: 4000, conditions: [], stream: 'test' };

/** Shares of the cells of one two-way table, expected of the pool. */
function expected([i, j]: readonly [number, number]): number[] {
  const { rows, columns, values } = poolShares(neural, plan);
  const at = (latent: number, column: number, cell: number): number => values[latent * columns + layout.offsets[column] + cell];
  return Array.from({ length: layout.sizes[i] * layout.sizes[j] }, (_, cell) => {
    const [a, b] = [Math.floor(cell / layout.sizes[j]), cell % layout.sizes[j]];
    return Array.from({ length: rows }, (__, latent) => at(latent, i, a) * at(latent, j, b)).reduce((sum, value) => sum + value, 0) / rows;
  });
}

describe('a neural generator', () => {
  it('comes to the two-way tables of the records where there is hardly any noise', () => {
    const pairs = [0, 1, 2, 3, 4].flatMap((i) => [0, 1, 2, 3, 4].filter((j) => j < i).map((j) => [i, j] as const));
    const distances = pairs.map((pair) => {
      const truth = share(patients, layout.sizes, pair);
      return expected(pair).reduce((sum, value, cell) => sum + Math.abs(value - truth[cell]), 0) / 2;
    });
    expect(Math.max(...distances)).toBeLessThan(0.01);
  });

  it('is the same bytes whenever and wherever it is trained, and others for another public seed', () => {
    const bytes = neuralGeneratorBytes(neural);
    expect(neuralGeneratorBytes(trainNeuralGenerator(signal, plan))).toEqual(bytes);
    expect(neuralGeneratorBytes(trainNeuralGenerator(signal, { ...plan, seed: '1'.repeat(64) }))).not.toEqual(bytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toMatchInlineSnapshot(`"46e2d99c6b80f748d3e8343d9bcd12a8818361691e0677b54a76cf9dc7f24124"`);
  });

  it('is all in its bytes: read back, it draws the same rows', () => {
    const read = readNeuralGenerator(neuralGeneratorBytes(neural), plan);
    expect(sampleNeuralTable({ ...request, neural: read, rows: 100 })).toEqual(sampleNeuralTable({ ...request, rows: 100 }));
    expect(() => readNeuralGenerator(new Uint8Array(8), plan)).toThrow('The neural generator has 8 bytes');
  });

  it('draws rows nearly as near to the records as a second draw of as many patients, and sweeps bring them nearer', () => {
    const distance = (table: Parameters<typeof encodeTable>[0]): number => pairDistance(encodeTable(table, plan.dictionary), patients, plan.dictionary);
    const fresh = pairDistance(simulatedPatients(4000, 12), patients, plan.dictionary);
    const drawn = distance(sampleNeuralTable(request));
    expect(drawn).toBeLessThan(1.3 * fresh);
    expect(distance(sampleSweptTable({ ...request, generator: tableModel(signal) }))).toBeLessThan(drawn / 2);
  });

  it('draws rows that meet conditions as often as the matching rows of a large sample do anything else', () => {
    const conditions = [{ column: 'pain', allowed: ['mild', 'strong'] }, { column: 'age', atLeast: 50, atMost: null }];
    const conditional = encodeTable(sampleNeuralTable({ ...request, rows: 8000, conditions }), plan.dictionary);
    const { rows, codes } = encodeTable(sampleNeuralTable({ ...request, rows: 40_000 }), plan.dictionary);
    const matches = (record: Uint8Array): boolean => (record[3] === 1 || record[3] === 2) && record[0] >= 2;
    const records = (table: Uint8Array): Uint8Array[] => Array.from({ length: table.length / 5 }, (_, row) => table.subarray(row * 5, row * 5 + 5));
    const matching = records(codes).filter(matches);
    expect(records(conditional.codes).every(matches)).toBe(true);
    expect(rows).toBe(40_000);
    expect(pairDistance(conditional, { rows: matching.length, codes: Uint8Array.from(matching.flatMap((record) => [...record])) }, plan.dictionary)).toBeLessThan(0.02);
  });
});

describe('a rule of the dictionary', () => {
  const rules = [{ columns: ['pain', 'disease'], values: ['strong', '0'] }, { columns: ['sex', 'pain', 'disease'], values: ['m', 'none', '0'] }];
  const ruled = nearlyNoiseless(aPlan({ dictionary: aDictionary({ rules }) }));
  const broken = ({ columns }: { columns: readonly Float64Array[] }): number =>
    columns[4].reduce((sum, disease, row) => sum + (disease === 0 && (columns[3][row] === 2 || (columns[2][row] === 1 && columns[3][row] === 0)) ? 1 : 0), 0);

  it('is kept by every row, though the network has never heard of it', () => {
    const conditions = [{ column: 'age', atLeast: null, atMost: 60 }];
    expect(broken(sampleNeuralTable({ ...request, plan }))).toBeGreaterThan(100);
    expect(broken(sampleNeuralTable({ ...request, plan: ruled }))).toBe(0);
    expect(broken(sampleNeuralTable({ ...request, plan: ruled, conditions }))).toBe(0);
    expect(broken(sampleSweptTable({ ...request, plan: ruled, generator: tableModel(signal) }))).toBe(0);
  });

  it('that leaves no row within the conditions is named', () => {
    const conditions = [{ column: 'pain', allowed: ['strong'] }, { column: 'disease', allowed: ['0'] }];
    expect(() => sampleNeuralTable({ ...request, plan: ruled, rows: 10, conditions })).toThrow('leave no possible record');
  });
});
