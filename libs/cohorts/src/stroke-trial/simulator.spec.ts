import { describe, expect, it } from '@jest/globals';
import { encodedChunks } from '@commonward/schema';
import { trialDictionary, trialPatients } from '../index.js';

const seed = (byte: number) => new Uint8Array(32).fill(byte);
const dictionary = trialDictionary({ columns: 19, publicCohortSize: {} });
const names = dictionary.columns.map(({ name }) => name);
const patients = [...trialPatients({ rows: 5000, columns: 19, seed: seed(1) })];
const codeOf = (patient: Float64Array, name: string): string | undefined => {
  const column = dictionary.columns[names.indexOf(name)];
  return column.type === 'categorical' ? column.categories[patient[names.indexOf(name)]]?.code : undefined;
};
const share = (patients: readonly Float64Array[], name: string, code: string): number =>
  patients.filter((patient) => codeOf(patient, name) === code).length / patients.length;

describe('a simulated stroke trial', () => {
  it('has patients who fit its dictionary, and keeps all of its rules, which are of two, three and four columns', () => {
    expect(dictionary.rules.map(({ columns }) => columns.length)).toEqual([2, 2, 3, 4]);
    expect([...encodedChunks(patients, dictionary)].reduce((rows, chunk) => rows + chunk.rows, 0)).toBe(5000);
    for (const { columns, values } of dictionary.rules) {
      expect(patients.filter((patient) => columns.every((name, k) => codeOf(patient, name) === values[k]))).toEqual([]);
    }
  });

  it('has rules that independent columns would break', () => {
    const independent = share(patients, 'scan', 'no') * share(patients, 'infarct', 'yes');
    expect(independent).toBeGreaterThan(0.05);
  });

  it('makes the severely ill dependent more often', () => {
    const drowsy = patients.filter((patient) => codeOf(patient, 'consciousness') !== 'alert');
    expect(share(drowsy, 'dependent', 'yes')).toBeGreaterThan(share(patients, 'dependent', 'yes') + 0.1);
  });

  it('is the same for the same seed, and begins with the same patients whatever its size', () => {
    const few = [...trialPatients({ rows: 10, columns: 19, seed: seed(1) })];
    expect(few).toEqual(patients.slice(0, 10));
    expect([...trialPatients({ rows: 10, columns: 19, seed: seed(2) })]).not.toEqual(few);
  });

  it('can be narrower or wider, with the rules of the columns that it has', () => {
    const wide = trialDictionary({ columns: 60, publicCohortSize: {} });
    expect(wide.columns).toHaveLength(60);
    expect(trialDictionary({ columns: 10, publicCohortSize: {} }).rules).toHaveLength(4);
    expect([...trialPatients({ rows: 3, columns: 60, seed: seed(1) })].map(({ length }) => length)).toEqual([60, 60, 60]);
    expect(() => trialDictionary({ columns: 9, publicCohortSize: {} })).toThrow('columns is 9; expected a whole number from 10 to 400.');
  });
});
