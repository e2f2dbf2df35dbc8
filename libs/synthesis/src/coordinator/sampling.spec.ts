import { describe, expect, it } from '@jest/globals';
import { encodeTable, tableLayout } from '@commonward/schema';
import type { EncodedTable } from '@commonward/schema';
import { aDictionary, aGuarantee, aPlan, exactSum, nearlyNoiseless, pairDistance, share, simulatedPatients } from '../../test/simulated-table.js';
import type { PairsPlan } from '../plan/index.js';
import { absorb, residuals, sampleTable, trainGenerator } from './index.js';
import type { Condition } from './index.js';

const patients = simulatedPatients(4000, 11);
const plan = nearlyNoiseless(aPlan());
const signal = absorb({ sum: exactSum(patients, plan), sites: 1, plan });
const generator = trainGenerator(signal, plan);
const layout = tableLayout(plan.dictionary);

function sample(rows: number, options: { conditions?: readonly Condition[]; stream?: string } = {}) {
  const { conditions = [], stream = 'test' } = options;
  return sampleTable({ generator, plan, rows, conditions, stream });
}
const encoded = (rows: number, options: { conditions?: readonly Condition[]; stream?: string } = {}): EncodedTable =>
  encodeTable(sample(rows, options), plan.dictionary);

function where({ rows, codes }: EncodedTable, keep: (record: Uint8Array) => boolean): EncodedTable {
  const kept = Array.from({ length: rows }, (_, row) => codes.subarray(row * 5, (row + 1) * 5)).filter(keep);
  return { rows: kept.length, codes: Uint8Array.from(kept.flatMap((record) => [...record])) };
}

describe('a sample without conditions', () => {
  it('has the two-way tables of the records, closer than a second draw of as many patients would', () => {
    const fresh = pairDistance(simulatedPatients(4000, 12), patients, plan.dictionary);
    const synthetic = pairDistance(encoded(4000), patients, plan.dictionary);
    expect(synthetic).toBeLessThan(0.01);
    expect(synthetic).toBeLessThan(fresh);
  });

  it('keeps independent columns independent', () => {
    const { sizes } = layout;
    const rows = encoded(4000);
    for (const other of [0, 1, 3, 4]) {
      const joint = share(rows, sizes, [2, other]);
      const sex = [0, 1].map((cell) => joint.slice(cell * sizes[other], (cell + 1) * sizes[other]));
      const [female, male] = sex.map((line) => line.reduce((sum, value) => sum + value, 0));
      const difference = sex[0].reduce((sum, value, at) => sum + Math.abs(value / female - sex[1][at] / male), 0) / 2;
      expect(difference).toBeLessThan(0.05); // two such groups of 4,000 real patients differ by about .02
    }
  });

  it('is the same for the same stream and different for another', () => {
    expect(sample(200)).toEqual(sample(200));
    expect(sample(200)).not.toEqual(sample(200, { stream: 'other' }));
  });

  it('has no more and no fewer rows than asked for, few or many', () => {
    expect(encoded(1).rows).toBe(1);
    const many = encoded(20_001);
    expect(many.rows).toBe(20_001);
    expect(pairDistance(many, patients, plan.dictionary)).toBeLessThan(0.01);
  });

  it('refuses a number of rows that is not a positive whole number', () => {
    expect(() => sample(0)).toThrow(RangeError);
    expect(() => sample(1.5)).toThrow(RangeError);
  });
});

describe('a sample with conditions', () => {
  const sound = encoded(20_000, { stream: 'unconditional' });
  const cases: [string, readonly Condition[], (record: Uint8Array) => boolean][] = [
    ['a category', [{ column: 'disease', allowed: ['1'] }], (record) => record[4] === 1],
    ['a missing value', [{ column: 'chol', allowed: [''] }], (record) => record[1] === 3],
    [
      'several columns',
      [{ column: 'pain', allowed: ['mild', 'strong'] }, { column: 'age', atLeast: 50, atMost: null }],
      (record) => (record[3] === 1 || record[3] === 2) && record[0] >= 2,
    ],
    ['every column free, as independent records', [{ column: 'sex', allowed: ['f', 'm'] }], () => true],
  ];
  it.each(cases)('has the distribution of the matching rows of a large sample: %s', (_, conditions, keep) => {
    const matching = where(sound, keep);
    const conditional = encoded(8000, { conditions });
    expect(where(conditional, keep).rows).toBe(8000);
    expect(pairDistance(conditional, matching, plan.dictionary)).toBeLessThan(0.02);
  });

  it('keeps a bound within a bin, and leaves out missing values', () => {
    const { columns } = sample(500, { conditions: [{ column: 'chol', atLeast: 250, atMost: 310 }, { column: 'age', atLeast: null, atMost: 51 }] });
    expect(columns[1].every((value) => value >= 250 && value <= 310)).toBe(true);
    expect(columns[0].every((value) => value >= 20 && value <= 51 && Number.isInteger(value))).toBe(true);
    expect(columns[0].some((value) => value > 50)).toBe(true);
  });

  it('gives a bin that a bound cuts its share of the rows', () => {
    const { columns } = sample(8000, { conditions: [{ column: 'age', atLeast: 43, atMost: null }] });
    const unconditional = sample(20_000, { stream: 'unconditional' }).columns[0].filter((age) => age >= 43);
    const share = (ages: Float64Array) => ages.filter((age) => age < 50).length / ages.length;
    expect(Math.abs(share(columns[0]) - share(unconditional))).toBeLessThan(0.03);
  });

  it('can ask for what one patient in thousands has', () => {
    const conditions = [
      { column: 'age', atLeast: null, atMost: 25 },
      { column: 'chol', allowed: [''] },
      { column: 'pain', allowed: ['strong'] },
      { column: 'disease', allowed: ['0'] },
    ];
    expect(where(encoded(300, { conditions }), (record) => record[0] === 0 && record[1] === 3 && record[3] === 2 && record[4] === 0).rows).toBe(300);
  });

  it.each<[string, readonly Condition[]]>([
    ['names "weight", which is not a column', [{ column: 'weight', allowed: ['1'] }]],
    ['"sex" has no category "x"', [{ column: 'sex', allowed: ['x'] }]],
    ['"age" has no missing values', [{ column: 'age', allowed: [''] }]],
    ['"sex" is a categorical column', [{ column: 'sex', atLeast: 1, atMost: null }]],
    ['on "age" leave no value', [{ column: 'age', atLeast: 81, atMost: null }]],
    ['on "age" leave no value', [{ column: 'age', atLeast: 50.2, atMost: 50.8 }]],
    ['on "disease" leave no value', [{ column: 'disease', allowed: ['0'] }, { column: 'disease', allowed: ['1'] }]],
    ['A bound on "age" is not a number', [{ column: 'age', atLeast: NaN, atMost: null }]],
  ])('is refused if it is wrong or impossible, in a sentence with: %s', (message, conditions) => {
    expect(() => sample(10, { conditions })).toThrow(RangeError);
    expect(() => sample(10, { conditions })).toThrow(message);
  });
});

describe('a rule of the dictionary', () => {
  const rules = [
    { columns: ['pain', 'disease'], values: ['strong', '0'] },
    { columns: ['chol', 'sex'], values: ['', 'f'] },
    { columns: ['sex', 'pain', 'disease'], values: ['m', 'none', '0'] },
  ];
  const breaksPair = (record: Uint8Array) => (record[3] === 2 && record[4] === 0) || (record[1] === 3 && record[2] === 0);
  const breaksTriple = (record: Uint8Array) => record[2] === 1 && record[3] === 0 && record[4] === 0;
  const broken = (record: Uint8Array) => breaksPair(record) || breaksTriple(record);
  const ruled: PairsPlan = { ...plan, dictionary: aDictionary({ rules }) };
  const ruledGenerator = trainGenerator(absorb({ sum: exactSum(patients, ruled), sites: 1, plan: ruled }), ruled);
  const draw = (conditions: readonly Condition[]) =>
    encodeTable(sampleTable({ generator: ruledGenerator, plan: ruled, rows: 3000, conditions, stream: 'ruled' }), ruled.dictionary);

  it('is never broken by a synthetic record, even where the releases say otherwise', () => {
    expect(where(patients, broken).rows).toBeGreaterThan(100);
    expect(where(draw([]), broken).rows).toBe(0);
  });

  it('of three columns forbids the three codes together, not any two of them', () => {
    const rows = draw([]);
    expect(where(patients, breaksTriple).rows).toBeGreaterThan(100);
    expect(where(rows, breaksTriple).rows).toBe(0);
    const pairs = [[2, 3], [2, 4], [3, 4]].map(([i, j]) => where(rows, (record) => record[i] === (i === 2 ? 1 : 0) && record[j] === 0).rows);
    pairs.forEach((count) => expect(count).toBeGreaterThan(100));
  });

  it('holds together with conditions, which are never given up for it', () => {
    const rows = draw([{ column: 'pain', allowed: ['strong'] }, { column: 'chol', allowed: [''] }]);
    expect(where(rows, (record) => record[3] === 2 && record[1] === 3 && !broken(record)).rows).toBe(3000);
  });

  it('refuses a condition that it makes impossible', () => {
    const conditions = [{ column: 'pain', allowed: ['strong'] }, { column: 'disease', allowed: ['0'] }];
    expect(() => draw(conditions)).toThrow('leave no possible record');
  });
});

describe('narrower workloads', () => {
  const dictionary = (size: number) => aDictionary({ publicCohortSize: { north: size, south: size } });

  it('reproduce the tables with the target when only those are measured', () => {
    const narrow = nearlyNoiseless(aPlan({ dictionary: dictionary(30), guarantee: aGuarantee({ epsilon: 0.8 }) }));
    expect(narrow.workload).toBe('target-pairs');
    const target = absorb({ sum: exactSum(patients, narrow), sites: 1, plan: narrow });
    const rows = sampleTable({ generator: trainGenerator(target, narrow), plan: narrow, rows: 4000, conditions: [], stream: 'a' });
    const { perPair } = residuals(encodeTable(rows, narrow.dictionary), target, narrow);
    expect(perPair.map(({ columns }) => columns.join('-'))).toEqual(['age-disease', 'chol-disease', 'sex-disease', 'pain-disease']);
    expect(Math.max(...perPair.map(({ tv }) => tv))).toBeLessThan(0.01);
  });

  it('draw columns independently, with their own tables, when no pair is measured', () => {
    const single = nearlyNoiseless(aPlan({ dictionary: dictionary(20), guarantee: aGuarantee({ epsilon: 0.8 }) }));
    expect(single.workload).toBe('one-ways');
    const oneWays = absorb({ sum: exactSum(patients, single), sites: 1, plan: single });
    const rows = sampleTable({ generator: trainGenerator(oneWays, single), plan: single, rows: 4000, conditions: [], stream: 'a' });
    const { tv1, tv2 } = residuals(encodeTable(rows, single.dictionary), oneWays, single);
    expect(tv1).toBeLessThan(0.001);
    expect(tv2).toBeNull();
  });
});
