import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvRecords, FindingList, ndjsonRecords, parseDictionary } from './index.js';
import { MAX_LINE_LENGTH } from './lines.js';

const base = {
  name: 'x',
  kind: 'table',
  unit: 'patient',
  target: 'disease',
  columns: [
    { name: 'age', type: 'numeric', min: 0, max: 120, missing: null },
    { name: 'smoker', type: 'categorical', categories: ['false', 'true'], missing: '' },
    { name: 'disease', type: 'categorical', categories: [0, 1], missing: null },
  ],
};
const dictionary = parseDictionary({ file: 'd', text: JSON.stringify(base) });
const withPatients = parseDictionary({ file: 'd', text: JSON.stringify({ ...base, patientId: 'pid' }) });

function read(lines: readonly string[], using = dictionary) {
  const findings = new FindingList('a.ndjson', 'line');
  const rows = Array.from(ndjsonRecords([lines.join('\n')], { dictionary: using, findings }), (values) => [...values]);
  return { rows, messages: findings.toArray().map(({ message }) => message) };
}

describe('records as newline-delimited JSON', () => {
  it('are numbers, texts, true and false, and null or no name for what is missing', () => {
    expect(read(['{"age":63,"smoker":true,"disease":"1"}', '', '{"disease":0,"age":"41.0","smoker":null,"more":[1]}', '{"age":1e1,"disease":1.0}'])).toEqual({
      rows: [
        [63, 1, 1],
        [41, NaN, 0],
        [10, NaN, 1],
      ],
      messages: [],
    });
  });

  it('are those of a CSV file that holds the same cells', () => {
    const aCell = fc.constantFrom('63', '0', '1', 'true', 'x', '', '-5', '7e1');
    fc.assert(
      fc.property(fc.array(fc.tuple(aCell, aCell, aCell), { minLength: 1, maxLength: 8 }), (cells) => {
        const csv = ['age,smoker,disease', ...cells.map((row) => row.join(','))].join('\n');
        const kept = Array.from(csvRecords([csv], { dictionary, findings: new FindingList('a', 'line') }), (values) => [...values]);
        expect(read(cells.map(([age, smoker, disease]) => JSON.stringify({ age, smoker, disease }))).rows).toEqual(kept);
      }),
    );
  });

  it.each([
    ['[63,true,1]', 'one JSON object with the columns as names is expected on the line; the record is left out.'],
    ['{"age":63,', 'one JSON object with the columns as names is expected on the line; the record is left out.'],
    ['null', 'one JSON object with the columns as names is expected on the line; the record is left out.'],
    [`{"age":"${'6'.repeat(MAX_LINE_LENGTH)}"}`, 'the line is longer than 1048576 characters; put one object on each line; the record is left out.'],
  ])('leave out a line that is no object, say where, and show none of it', (line, message) => {
    expect(read(['{"age":63,"disease":0}', line, '{"age":64,"disease":0}'])).toEqual({ rows: [[63, NaN, 0], [64, NaN, 0]], messages: [`a.ndjson, line 2: ${message}`] });
  });

  it('leave out a record with a list or an object where a value belongs', () => {
    expect(read(['{"age":{"value":63},"disease":0}', '{"age":63,"disease":[0]}'])).toEqual({
      rows: [],
      messages: ['age', 'disease'].map(
        (column, i) => `a.ndjson, line ${i + 1}, column "${column}": a text, a number, true, false or null is expected, and not a list or an object; the record is left out.`,
      ),
    });
  });

  it('find nothing under a name that only JavaScript knows', () => {
    const odd = parseDictionary({ file: 'd', text: JSON.stringify({ ...base, columns: [{ name: 'constructor', type: 'categorical', categories: ['a'], missing: '' }, base.columns[2]] }) });
    expect(read(['{"disease":0}'], odd).rows).toEqual([[NaN, 0]]);
  });

  it('of one patient are bounded, whether the identifier is a number or a text', () => {
    const { rows, messages } = read(['{"pid":7,"age":63,"disease":0}', '{"pid":"7","age":64,"disease":0}', '{"pid":12345678901234567890,"age":65,"disease":0}', '{"age":66,"disease":0}'], withPatients);
    expect(rows).toEqual([[63, NaN, 0]]);
    expect(messages.map((message) => message.slice(0, 60))).toEqual([
      'a.ndjson, line 2 (same patient as line 1), column "pid": the',
      'a.ndjson, line 3, column "pid": a text or a whole number bel',
      'a.ndjson, line 4, column "pid": a value that identifies the ',
    ]);
  });
});
