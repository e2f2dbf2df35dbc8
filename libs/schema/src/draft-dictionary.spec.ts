import { describe, expect, it } from '@jest/globals';
import { DictionaryError, draftDictionary, parseDictionary, TO_FILL_IN } from './index.js';

const columns = [
  { name: 'age', type: 'integer' },
  { name: 'chol', type: 'number' },
  { name: 'smoker', type: 'boolean' },
  { name: 'ward', type: 'text' },
  { name: 'sex', type: 'unknown' },
  { name: 'note', type: 'unknown' },
] as const;
const codeLists = new Map([['sex', [{ code: 'f', label: 'female' }, { code: 'm', label: 'male' }]]]);
const draft = draftDictionary({ name: 'ward', columns, codeLists });

describe('a draft of a dictionary', () => {
  it('knows codes from public lists, and asks for everything that a name cannot tell', () => {
    expect((JSON.parse(draft) as { columns: unknown }).columns).toEqual([
      { name: 'age', type: 'numeric', min: TO_FILL_IN, max: TO_FILL_IN, integer: true, missing: '' },
      { name: 'chol', type: 'numeric', min: TO_FILL_IN, max: TO_FILL_IN, missing: '' },
      { name: 'smoker', type: 'categorical', categories: ['false', 'true'], missing: '' },
      { name: 'ward', type: 'categorical', categories: TO_FILL_IN, missing: '' },
      { name: 'sex', type: 'categorical', categories: codeLists.get('sex'), missing: '' },
      { name: 'note', type: `${TO_FILL_IN}: numeric, with min and max, or categorical, with categories`, missing: '' },
    ]);
  });

  it('is refused until a person has filled it in', () => {
    expect(() => parseDictionary({ text: draft, file: 'draft.json' })).toThrow(DictionaryError);
    const { columns: drafted, ...rest } = JSON.parse(draft) as { columns: object[] };
    const filled = { ...rest, target: 'smoker', columns: [{ ...drafted[0], min: 0, max: 120 }, drafted[2], drafted[4]] };
    expect(parseDictionary({ text: JSON.stringify(filled), file: 'draft.json' }).columns.map(({ name }) => name)).toEqual(['age', 'smoker', 'sex']);
  });
});
