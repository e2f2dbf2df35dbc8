import { describe, expect, it } from '@jest/globals';
import { decodeTable, encodeTable, tableLayout, type EncodedTable } from '@commonward/schema';
import { aDictionary, simulatedPatients, testUniform } from '../../../test/simulated-table.js';
import { aGradientsPlan, MANY } from '../../../test/a-gradients-study.js';
import { classCounts, exactGradients, round, trainedExactly } from '../../../test/exact-rounds.js';
import { parsePlan, type GradientsPlan } from '../../plan/index.js';
import { networkGeneratorBytes, readNetworkGenerator } from './network-generator.js';
import { afterStep, beginStudy, generatorOf, nextStep } from './network-study.js';
import { sampleRecords } from './sample-records.js';

const PATIENTS = 400;
const patients = simulatedPatients(PATIENTS, 7);
const layout = tableLayout(aDictionary());
const columns = layout.sizes.length;
const oneHot = Array.from({ length: PATIENTS }, (_, patient) => {
  const row = new Float64Array(layout.cells);
  for (let column = 0; column < columns; column++) row[layout.offsets[column] + patients.codes[patient * columns + column]] = 1;
  return row;
});
const cohort = { rows: oneHot, labels: Array.from({ length: PATIENTS }, (_, patient) => patients.codes[patient * columns + layout.target]) };
const counted = (plan: GradientsPlan) => classCounts(plan, cohort);
const exactSum = (plan: GradientsPlan) => exactGradients(plan, cohort);
const trained = (plan: GradientsPlan) => trainedExactly(plan, cohort);

/** Association of two columns: the share of cells in which patients would have to be moved to make them unrelated. */
function association({ rows, codes }: EncodedTable, first: number, second: number): number {
  const [a, b] = [layout.sizes[first], layout.sizes[second]];
  const table = new Float64Array(a * b);
  for (let row = 0; row < rows; row++) table[codes[row * columns + first] * b + codes[row * columns + second]] += 1 / rows;
  const line = (i: number) => table.subarray(i * b, (i + 1) * b).reduce((sum, share) => sum + share, 0);
  const down = (j: number) => Array.from({ length: a }, (_, i) => table[i * b + j]).reduce((sum, share) => sum + share, 0);
  return table.reduce((sum, share, at) => sum + Math.abs(share - line(Math.floor(at / b)) * down(at % b)) / 2, 0);
}

describe('a study of a neural discriminator', () => {
  const plan = aGradientsPlan({ steps: 150 });
  const [AGE, SEX, DISEASE] = [0, 2, 4];

  it('learns from gradient sums alone which columns go together, and how often each class is', () => {
    // Two networks that chase each other end somewhere else for every seed: three studies say more than one.
    const studies = ['ab', 'cd', '01'].map((digits) => {
      const seeded = { ...plan, seed: digits.repeat(32) };
      const generator = generatorOf(trained(seeded));
      expect(generator.records).toBe(PATIENTS);
      return encodeTable(sampleRecords({ generator, plan: seeded, rows: 4000, conditions: [], stream: 'test' }), plan.dictionary);
    });
    const mean = (of: (drawn: EncodedTable) => number): number => studies.reduce((sum, drawn) => sum + of(drawn) / studies.length, 0);
    const illness = (of: EncodedTable) => Array.from({ length: of.rows }, (_, row) => of.codes[row * columns + DISEASE]).reduce((sum, one) => sum + one, 0) / of.rows;
    for (const drawn of studies) expect(Math.abs(illness(drawn) - illness(patients))).toBeLessThan(0.01);
    expect(association(patients, AGE, DISEASE)).toBeGreaterThan(0.1);
    expect(mean((drawn) => association(drawn, AGE, DISEASE))).toBeGreaterThan(0.6 * association(patients, AGE, DISEASE));
    expect(mean((drawn) => association(drawn, SEX, DISEASE))).toBeLessThan(0.5 * mean((drawn) => association(drawn, AGE, DISEASE)));
  }, 180_000);

  it('is the same whoever follows it from the same sums, in one go or from where it stood', () => {
    const short = aGradientsPlan({ steps: 6 });
    const bytes = () => networkGeneratorBytes(generatorOf(trained(short)));
    expect(bytes()).toEqual(bytes());
    let study = beginStudy(short, round(counted(short)));
    for (let next = nextStep(study); next !== null; next = nextStep(study)) study = structuredClone(afterStep(study, round(exactSum(next))));
    expect(networkGeneratorBytes(generatorOf(study))).toEqual(bytes());
  });

  it('makes plans that parse, each with weights of its own, until the last step', () => {
    let study = beginStudy(plan, round(counted(plan)));
    const first = nextStep(study);
    if (first === null) throw new Error('no step');
    expect(parsePlan(JSON.stringify(first))).toEqual(first);
    study = afterStep(study, round(exactSum(first)));
    const second = nextStep(study);
    expect(second?.part).toMatchObject({ name: 'step', step: 2 });
    expect(second?.part).not.toEqual({ ...first.part, step: 2 });
    expect(nextStep({ ...study, state: { ...study.state, steps: plan.steps } })).toBeNull();
  });

  it('takes a sum with a site missing as one of fewer records', () => {
    const study = beginStudy(plan, round(counted(plan)));
    const next = nextStep(study);
    if (next === null) throw new Error('no step');
    const half = exactSum(next).map((steps) => steps / 2);
    const share = MANY.north / (MANY.north + MANY.south);
    expect(share).toBe(0.5);
    expect(afterStep(study, round(half, ['north'])).state.discriminator.parameters).toEqual(afterStep(study, round(half.map((steps) => 2 * steps))).state.discriminator.parameters);
  });

  it('begins also where the noise leaves no class above zero', () => {
    const study = beginStudy(plan, round(new Float64Array([-plan.grid, -5 * plan.grid])));
    expect([...study.state.classShares]).toEqual([0.5, 0.5]);
    expect(study.records).toBe(1);
  });

  it('gives its bytes back, and refuses others', () => {
    const generator = generatorOf(beginStudy(plan, round(counted(plan))));
    const bytes = networkGeneratorBytes(generator);
    expect(readNetworkGenerator(bytes, plan)).toEqual(generator);
    expect(() => readNetworkGenerator(bytes.subarray(4), plan)).toThrow(`this plan calls for ${bytes.length}`);
  });

  it('draws within conditions and rules', () => {
    const dictionary = aDictionary({ publicCohortSize: MANY, rules: [{ columns: ['pain', 'disease'], values: ['strong', '0'] }] });
    const generator = generatorOf(trained(aGradientsPlan({ dictionary, steps: 3 })));
    const table = sampleRecords({ generator, plan: { ...plan, dictionary }, rows: 500, conditions: [{ column: 'sex', allowed: ['f'] }], stream: 'test' });
    const { codes } = encodeTable(table, dictionary);
    for (let row = 0; row < 500; row++) {
      expect(codes[row * columns + SEX]).toBe(0);
      expect(codes[row * columns + 3] === 2 && codes[row * columns + DISEASE] === 0).toBe(false);
    }
    expect(decodeTable({ encoded: { rows: 500, codes }, dictionary, uniform: testUniform(1) }).rows).toBe(500);
  });
});
