import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeTable, parseDictionary, type RecordTable } from '@commonward/schema';
import { peerForm } from './peer-columns.js';

const dictionary = parseDictionary({
  text: JSON.stringify({
    name: 'd', kind: 'table', unit: 'patient', target: 'ill',
    columns: [
      { name: 'age', type: 'numeric', min: 18, max: 100, bins: [20, 40, 60, 80], missing: [], integer: true },
      { name: 'depression', type: 'numeric', min: -5, max: 10, bins: [-3, 0.05, 1.05, 7], missing: [''], decimals: 1, spikes: [0] },
      { name: 'stage', type: 'categorical', categories: ['1', '2', '3'], missing: [''] },
      { name: 'ill', type: 'categorical', categories: ['no', 'yes'], missing: [] },
    ],
  }),
  file: 'd.json',
});

const aRecord = fc.tuple(fc.integer({ min: 18, max: 100 }), fc.option(fc.integer({ min: -50, max: 100 }).map((tenths) => tenths / 10), { nil: NaN }), fc.constantFrom(0, 1, 2, NaN), fc.constantFrom(0, 1));
const aTable = fc.array(aRecord, { minLength: 1, maxLength: 20 }).map((records): RecordTable => ({ rows: records.length, columns: [0, 1, 2, 3].map((j) => Float64Array.from(records, (record) => record[j])) }));
/** As it comes back from a process that draws exactly what it was given. */
const echoed = (form: ReturnType<typeof peerForm>): RecordTable => form.back(JSON.parse(JSON.stringify(form.columns)) as typeof form.columns);

describe('records for a peer', () => {
  it('come back as they went, missing values included, where the peer sees values', () => {
    fc.assert(fc.property(aTable, (table) => expect(echoed(peerForm('values', { table, dictionary, seed: 1 }))).toEqual({ rows: table.rows, columns: table.columns.map((values) => values.map((value) => value + 0)) })));
  });

  it('come back in the cells they went in, where the peer sees cells', () => {
    fc.assert(fc.property(aTable, (table) => expect(encodeTable(echoed(peerForm('cells', { table, dictionary, seed: 1 })), dictionary)).toEqual(encodeTable(table, dictionary))));
  });

  it('tell a peer nothing of the columns that the public dictionary does not say', () => {
    const table = { rows: 1, columns: [50, 1.5, 2, 1].map((value) => Float64Array.of(value)) };
    expect(peerForm('cells', { table, dictionary, seed: 1 }).about).toEqual({ sizes: [3, 4, 4, 2] });
    expect(peerForm('values', { table, dictionary, seed: 1 }).about).toEqual({
      columns: [{ type: 'numeric', missing: false }, { type: 'numeric', missing: true }, { type: 'categorical', missing: true }, { type: 'categorical', missing: false }],
    });
  });

  it('are brought within the public bounds, and to as many decimals as values have', () => {
    const { back } = peerForm('values', { table: { rows: 0, columns: [[], [], [], []].map((none) => Float64Array.from(none)) }, dictionary, seed: 1 });
    expect(back([[17.2, 40.6, 250], [-9, -0.04, null], [0, null, 2], [1, 0, 1]]).columns.map((values) => [...values])).toEqual([[18, 41, 100], [-5, 0, NaN], [0, NaN, 2], [1, 0, 1]]);
  });
});
