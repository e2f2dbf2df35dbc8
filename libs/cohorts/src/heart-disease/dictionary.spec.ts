import { describe, expect, it } from '@jest/globals';
import { tableLayout } from '@commonward/schema';
import { heartDiseaseDictionary } from '../index.js';

describe('heartDiseaseDictionary', () => {
  it('says that the records are public and predicts the disease', () => {
    expect(heartDiseaseDictionary).toMatchObject({ public: true, target: 'disease', unit: 'patient' });
  });

  it('knows cells for every column, and a missing cell where a hospital may have no value', () => {
    const { columns } = tableLayout(heartDiseaseDictionary);
    const missing = columns.filter(({ missingCell }) => missingCell !== null).map(({ name }) => name);
    expect(columns.map(({ name, values }) => [name, values])).toEqual([
      ['age', 8],
      ['sex', 2],
      ['cp', 4],
      ['trestbps', 8],
      ['chol', 8],
      ['fbs', 2],
      ['restecg', 3],
      ['thalach', 8],
      ['exang', 2],
      ['oldpeak', 7],
      ['slope', 3],
      ['ca', 4],
      ['thal', 3],
      ['disease', 2],
    ]);
    expect(missing).toEqual(['trestbps', 'chol', 'fbs', 'restecg', 'thalach', 'exang', 'oldpeak', 'slope', 'ca', 'thal']);
  });
});
