import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DictionaryError, dictionaryJson, parseDictionary } from './index.js';

const target = { name: 'disease', type: 'categorical', categories: [0, 1], missing: null };
const age = { name: 'age', type: 'numeric', min: 18, max: 100, missing: null };

function json(fields: object): string {
  return JSON.stringify({ name: 'x', kind: 'table', unit: 'patient', target: 'disease', columns: [age, target], ...fields });
}

function parse(text: string) {
  return parseDictionary({ text, file: 'dictionary.json' });
}

function problems(text: string): readonly string[] {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof DictionaryError) return error.problems;
    throw error;
  }
  return [];
}

const withColumn = (column: object) => json({ columns: [column, age, target] });

describe('parseDictionary', () => {
  it('fills in every default when only the required fields are given', () => {
    expect(parse(json({}))).toEqual({
      name: 'x',
      version: '1',
      kind: 'table',
      title: 'x',
      unit: 'patient',
      patientId: null,
      maxRecordsPerPatient: 1,
      publicCohortSize: {},
      public: false,
      target: 'disease',
      rules: [],
      columns: [
        {
          type: 'numeric',
          name: 'age',
          min: 18,
          max: 100,
          edges: [18, 28.25, 38.5, 48.75, 59, 69.25, 79.5, 89.75, 100],
          missing: [],
          integer: false,
          decimals: null,
          spikes: [],
          measure: null,
          description: null,
        },
        {
          type: 'categorical',
          name: 'disease',
          categories: [
            { code: '0', label: '0' },
            { code: '1', label: '1' },
          ],
          missing: [],
          other: false,
          ordinal: false,
          description: null,
        },
      ],
    });
  });

  it('reads missing codes as a text, a number, a list or null', () => {
    const missing = (value: unknown) => parse(withColumn({ ...age, name: 'bmi', missing: value })).columns[0].missing;
    expect([missing('?'), missing(-9), missing(['', -9, ' NA ']), missing(null)]).toEqual([['?'], ['-9'], ['', '-9', 'NA'], []]);
  });

  it('reads categories as codes or as codes with labels', () => {
    const column = parse(withColumn({ ...target, name: 'sex', categories: ['f', { code: 1, label: 'male' }, { code: 'u' }] })).columns[0];
    expect(column).toMatchObject({
      categories: [
        { code: 'f', label: 'f' },
        { code: '1', label: 'male' },
        { code: 'u', label: 'u' },
      ],
    });
  });

  it('keeps a cell for unknown codes only where a column has no missing cell, is not the target and does not refuse it', () => {
    const other = (fields: object) => parse(withColumn({ ...target, name: 'sex', ...fields })).columns[0];
    expect(other({})).toMatchObject({ other: true });
    expect(other({ other: false })).toMatchObject({ other: false });
    expect(other({ missing: '?' })).toMatchObject({ other: false });
    expect(parse(json({})).columns[1]).toMatchObject({ name: 'disease', other: false });
  });

  it('accepts a number of bins, and never makes more bins of whole numbers than there are whole numbers', () => {
    const edges = (fields: object) => parse(withColumn({ ...age, name: 'n', min: 0, max: 4, ...fields })).columns[0];
    expect(edges({ bins: 2 })).toMatchObject({ edges: [0, 2, 4] });
    expect(edges({ bins: 20, integer: true })).toMatchObject({ edges: [0, 0.8, 1.6, 2.4, 3.2, 4] });
  });

  it('leaves the patientId out of the modelled columns', () => {
    const dictionary = parse(json({ patientId: 'pid', columns: [{ name: 'pid', type: 'categorical', categories: ['a'], missing: null }, age, target] }));
    expect(dictionary.columns.map(({ name }) => name)).toEqual(['age', 'disease']);
  });

  it('ignores fields that it does not know', () => {
    expect(problems(json({ colour: 'red', columns: [{ ...age, shade: 1 }, target] }))).toEqual([]);
  });

  it('reads back its own normal form, and the dictionary as plain JSON, to an equal dictionary', () => {
    const rules = [{ columns: ['sex', 'bmi'], values: ['1', ''] }];
    const sex = { ...target, name: 'sex' };
    const bmi = { ...age, name: 'bmi', missing: ['?'], bins: [20, 30, 40], spikes: [25], decimals: 1, measure: 'kg/m2' };
    const dictionary = parse(json({ columns: [sex, bmi, target], rules, publicCohortSize: { va: 200 }, public: true }));
    expect(parse(dictionaryJson(dictionary))).toEqual(dictionary);
    expect(parse(JSON.stringify(dictionary))).toEqual(dictionary);
  });
});

describe('a dictionary that cannot be used', () => {
  it('is told in one sentence that a numeric column has no bounds', () => {
    expect(problems(withColumn({ name: 'bmi', type: 'numeric', missing: null }))).toEqual([
      'dictionary.json: column "bmi" has no bounds: add "min" and "max", public limits that come from general knowledge and not from the records.',
    ]);
    expect(problems(withColumn({ name: 'bmi', type: 'numeric', min: 10, missing: null }))[0]).toContain('has no bounds: add "max"');
  });

  it('is told in one sentence that a categorical column has no categories', () => {
    const expected = ['dictionary.json: column "sex" has no categories: add "categories", the public list of its codes.'];
    expect(problems(withColumn({ name: 'sex', type: 'categorical', missing: null }))).toEqual(expected);
    expect(problems(withColumn({ name: 'sex', type: 'categorical', categories: [], missing: null }))).toEqual(expected);
  });

  it.each([
    [{ kind: 'series' }, 'field "kind" must be "table"'],
    [{ unit: 'visit' }, 'field "unit" must be "patient"'],
    [{ target: 'death' }, 'field "target" names "death", which is not among the columns'],
    [{ target: 'age' }, 'field "target" names "age", a numeric column'],
    [{ name: ' ' }, 'field "name" must be'],
    [{ columns: [target] }, 'at least two columns'],
    [{ columns: [age, age, target] }, 'column "age" appears twice'],
    [{ columns: ['age', target] }, 'column number 1 must be an object'],
    [{ columns: [{ ...age, type: 'date' }, target] }, 'column "age", field "type" must be "numeric" or "categorical"'],
    [{ columns: [{ name: 'age', type: 'numeric', min: 0, max: 1 }, target] }, 'column "age", field "missing" must give the codes'],
    [{ columns: [{ ...age, min: '18' }, target] }, 'column "age", field "min" must be a number'],
    [{ columns: [{ ...age, min: 100, max: 18 }, target] }, 'a "min" that is below its "max"'],
    [{ columns: [{ ...age, bins: 1.5 }, target] }, 'field "bins" must be a list'],
    [{ columns: [{ ...age, bins: 300 }, target] }, 'field "bins" must be a list'],
    [{ columns: [{ ...age, bins: [20, 20, 30] }, target] }, 'increase from one to the next'],
    [{ columns: [{ ...age, bins: [20, 100.5, 110] }, target] }, 'no value between "min" and "max" in bin 2'],
    [{ columns: [{ ...age, bins: [20, 20.2, 20.4], integer: true }, target] }, 'no whole number in bin 2'],
    [{ columns: [{ ...age, bins: [20, 20.01, 20.04, 30], decimals: 1 }, target] }, 'no value with 1 decimals in bin 2'],
    [{ columns: [{ ...age, bins: [20, 30], spikes: [31] }, target] }, 'outside bin 1'],
    [{ columns: [{ ...age, bins: [20, 30], spikes: [25, 35] }, target] }, 'more "spikes" than bins'],
    [{ columns: [{ ...age, bins: 255, missing: '?' }, target] }, 'more than 255 cells'],
    [{ columns: [age, { ...target, categories: ['1', '1.0'] }] }, 'names a code twice'],
    [{ columns: [age, { ...target, missing: 1 }] }, 'names a code twice'],
    [{ columns: Array.from({ length: 513 }, () => age) }, 'at most 512 columns'],
    [{ publicCohortSize: { va: 0 } }, 'field "publicCohortSize", field "va" must be the number of patients'],
    [{ maxRecordsPerPatient: 2 }, 'field "maxRecordsPerPatient" must be 1'],
    [{ rules: [{ columns: ['disease', 'sex'], values: ['0', '1'] }] }, 'rule number 1 names "sex", which is not among'],
    [{ rules: [{ columns: ['age', 'disease'], values: ['18', '1'] }] }, 'rule number 1 gives column "age" the value "18"'],
    [{ rules: [{ columns: ['disease', 'disease'], values: ['0', '1'] }] }, 'must name different columns'],
    [{ rules: [{ columns: ['disease'], values: ['0', '1'] }] }, 'field "rules", number 1, field "columns" must be'],
    [{ rules: [{ columns: ['age', 'disease'], values: ['', '1', '0'] }] }, 'rule number 1 must give one value for each of its columns'],
  ])('is told what is wrong in %j', (fields, expected) => {
    const [first] = problems(json(fields));
    expect(first).toMatch(/^dictionary\.json: .*\.$/);
    expect(first).toContain(expected);
  });

  it('gets the first problem as a sentence, the number of the others, and the list of all', () => {
    const columns = [{ name: 'bmi', type: 'numeric', missing: null }, { name: 'sex', type: 'categorical', missing: null }, target];
    expect(() => parse(json({ columns }))).toThrow(/bmi.*\(and 1 more problem\)$/);
    expect(problems(json({ unit: 'x', columns }))).toHaveLength(3);
  });

  it('is told line and column of a syntax error, without a quotation of the file', () => {
    expect(problems('{\n "name": "x",\n}')).toEqual([
      'dictionary.json, line 3, column 1: the file is not valid JSON; a field name in double quotes is expected here.',
    ]);
    expect(problems('age,sex\n63,1\n')[0]).not.toMatch(/age|63/);
    expect(problems('[]')[0]).toContain('must be a JSON object');
  });

  it('never ends in anything but a DictionaryError', () => {
    const mutated = fc.record({ key: fc.constantFrom('columns', 'target', 'rules', 'publicCohortSize', 'version', 'patientId'), value: fc.jsonValue() });
    fc.assert(fc.property(mutated, ({ key, value }) => void problems(json({ [key]: value }))));
    fc.assert(fc.property(fc.jsonValue(), (column) => void problems(json({ columns: [column, age, target] }))));
  });
});
