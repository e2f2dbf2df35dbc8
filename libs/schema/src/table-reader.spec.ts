import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDictionary, readTable, TableFileError } from './index.js';

const dictionary = parseDictionary({
  file: 'dictionary.json',
  text: JSON.stringify({
    name: 'x',
    kind: 'table',
    unit: 'patient',
    target: 'disease',
    columns: [
      { name: 'age', type: 'numeric', min: 18, max: 100, missing: null, integer: true, measure: 'years' },
      { name: 'chol', type: 'numeric', min: 50, max: 700, missing: ['?', '0'] },
      { name: 'sex', type: 'categorical', categories: [0, 1], missing: null },
      { name: 'thal', type: 'categorical', categories: [3, 6, 7], missing: '?' },
      { name: 'disease', type: 'categorical', categories: [0, 1], missing: null },
    ],
  }),
});
const withPatients = { ...dictionary, patientId: 'pid' };
const HEADER = 'age,chol,sex,thal,disease';

function read(text: string, using = dictionary) {
  const { table, findings } = readTable({ text, file: 'site-va.csv', dictionary: using });
  const rows = Array.from({ length: table.rows }, (_, row) => table.columns.map((column) => column[row]));
  return { rows, findings };
}

const messages = (text: string, using = dictionary) => read(text, using).findings.map(({ message }) => message);

describe('readTable', () => {
  it('reads numbers and the positions of category codes', () => {
    expect(read(`${HEADER}\n63,233.5,1,6,0\n41,.7e3,0,7,1\n`)).toEqual({
      rows: [
        [63, 233.5, 1, 1, 0],
        [41, 700, 0, 2, 1],
      ],
      findings: [],
    });
  });

  it('matches codes as numbers too', () => {
    expect(read(`${HEADER}\n63.0,0.0,1.0,6.0,0.0\n`)).toEqual({ rows: [[63, NaN, 1, 1, 0]], findings: [] });
  });

  it('takes missing codes and empty cells as missing where the column can be missing', () => {
    expect(read(`${HEADER}\n63,?,1,?,0\n63, 0 ,1,,0\n63,,1, ? ,0\n`)).toEqual({
      rows: Array.from({ length: 3 }, () => [63, NaN, 1, NaN, 0]),
      findings: [],
    });
  });

  it('finds columns by name in any order, and reads quotes, CRLF, blank lines and a byte order mark', () => {
    const text = '\uFEFFnote,disease,thal,"sex",chol,age\r\n"two, ""x""",1,3,"1",200,63\r\n\r\n,0,3,0,210,64';
    expect(read(text)).toEqual({
      rows: [
        [63, 200, 1, 0, 1],
        [64, 210, 0, 0, 0],
      ],
      findings: [],
    });
  });

  it('clips values to the public bounds and counts them in a note', () => {
    const { rows, findings } = read(`${HEADER}\n7,233,1,6,0\n63,9999,1,6,0\n131,233,1,6,0\n`);
    expect(rows.map(([age, chol]) => [age, chol])).toEqual([
      [18, 233],
      [63, 700],
      [100, 233],
    ]);
    expect(findings).toEqual([
      {
        severity: 'note',
        line: 2,
        column: 'age',
        count: 2,
        message:
          'site-va.csv, lines 2, 4, column "age": the value lies outside the public bounds 18 to 100 years and is clipped to them; check it and its unit.',
      },
      expect.objectContaining({ severity: 'note', line: 3, column: 'chol', count: 1 }),
    ]);
  });

  it('counts an unknown category as other, in a note', () => {
    const { rows, findings } = read(`${HEADER}\n63,233,9,5,0\n64,233,x,3,0\n`);
    expect(rows).toEqual([
      [63, 233, 2, 3, 0],
      [64, 233, 2, 0, 0],
    ]);
    expect(findings).toMatchObject([
      { severity: 'note', column: 'sex', line: 2, count: 2 },
      { severity: 'note', column: 'thal', line: 2, count: 1 },
    ]);
    expect(findings[0].message).toContain('counts as "other"; known codes are 0, 1.');
    expect(findings[1].message).toContain('counts as missing');
  });

  it.each([
    ['x,233,1,6,0', 'column "age": a decimal number is expected'],
    ['0x3F,233,1,6,0', 'column "age": a decimal number is expected'],
    [',233,1,6,0', 'column "age": a value is expected'],
    ['63,233,,6,0', 'column "sex": a value is expected'],
    ['63,233,1,6,2', 'column "disease": one of the codes 0, 1 is expected'],
    ['63,233,1,6', 'line 3: the number of cells differs from the header'],
    ['63,233,1,6,0,9', 'line 3: the number of cells differs from the header'],
  ])('leaves out the record %j and says why', (line, expected) => {
    const { rows, findings } = read(`${HEADER}\n50,200,0,3,1\n${line}\n51,201,0,3,1\n`);
    expect(rows.map(([age]) => age)).toEqual([50, 51]);
    expect(findings).toMatchObject([{ severity: 'error', line: 3, count: 1 }]);
    expect(findings[0].message).toContain('site-va.csv, line 3');
    expect(findings[0].message).toContain(expected);
  });

  it('counts equal troubles together and shows the first lines', () => {
    const lines = Array.from({ length: 8 }, () => 'x,233,1,6,0').join('\n');
    expect(read(`${HEADER}\n${lines}\n`).findings).toMatchObject([{ line: 2, count: 8 }]);
    expect(messages(`${HEADER}\n${lines}\n`)[0]).toMatch(/^site-va.csv, lines 2, 3, 4, 5, 6 and 3 more, column "age": /);
  });

  it('counts lines as an editor does, in spite of blank lines', () => {
    expect(read(`${HEADER},note\n\n63,233,1,6,0,a\n\nx,233,1,6,0,\n`).findings).toMatchObject([{ line: 5 }]);
  });

  it('takes a quote inside a cell without quotes as text', () => {
    const { rows, findings } = read(`${HEADER},note\n63,233,1,6,0,a 5" cut\n64,233,1,6,0,"a" cut\n`);
    expect(rows).toHaveLength(2);
    expect(findings).toEqual([]);
  });

  it('leaves out only the record whose quote is not closed on its line', () => {
    const { rows, findings } = read(`${HEADER}\n63,233,1,6,0\n64,"233,1,6,0\n65,233,1,6,0\n`);
    expect(rows).toHaveLength(2);
    expect(findings).toMatchObject([{ severity: 'error', line: 3, message: expect.stringContaining('not closed') }]);
  });

  it('gains at most one record from any line that is added, and changes no other', () => {
    const sound = Array.from({ length: 20 }, (_, i) => `${40 + i},233,1,6,0,note`);
    const header = `${HEADER},note`;
    const before = read([header, ...sound].join('\n')).rows.map(String);
    const piece = fc.constantFrom('"', '""', ',', '63', '1', '6', '0', ' ', 'x', '\t', ';', '?', '63,233,1,6,0,"');
    const aLine = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(aLine, fc.nat(sound.length), (line, at) => {
        const after = read([header, ...sound.slice(0, at), line, ...sound.slice(at)].join('\n')).rows.map(String);
        const others = after.length === before.length ? after : after.filter((_, i) => i !== at);
        expect(others).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  it.each(['', '\n', `${HEADER}\n`, HEADER])('finds no records in %j', (text) => {
    const { rows, findings } = read(text);
    expect(rows).toEqual([]);
    expect(findings).toMatchObject([{ severity: 'error', line: 1, column: '', count: 1 }]);
    expect(findings[0].message).toContain('the file holds no records');
  });
});

describe('a header that does not fit the dictionary', () => {
  const refusal = (text: string, using = dictionary) => {
    try {
      read(text, using);
    } catch (error) {
      if (error instanceof TableFileError) return error;
      throw error;
    }
    throw new Error('the header was accepted');
  };

  it('is refused with the missing columns and the columns that it should hold', () => {
    expect(refusal('age,SECRETNAME,sex,disease\n63,1,1,0\n')).toMatchObject({
      file: 'site-va.csv',
      message:
        'site-va.csv, line 1: the header lacks the columns chol, thal; add or rename them, it should hold age, chol, sex, thal, disease.',
    });
  });

  it('is refused if the patientId of the dictionary is missing', () => {
    expect(refusal(`${HEADER}\n`, withPatients).message).toContain('lacks the column pid');
  });

  it('is refused if it repeats a column of the dictionary', () => {
    expect(refusal(`${HEADER},age\n`).message).toContain('holds the column age more than once');
  });

  it('is told when its cells seem to be separated by something else', () => {
    expect(refusal('age;chol;sex;thal;disease\n').message).toContain('separated by commas');
  });
});

describe('patients', () => {
  it('are kept with their first record, and a later one is reported with both lines', () => {
    const { rows, findings } = read('pid,' + `${HEADER}\nP7,63,233,1,6,0\nP8,64,233,1,6,0\nP7,65,233,1,6,0\n`, withPatients);
    expect(rows.map(([age]) => age)).toEqual([63, 64]);
    expect(findings).toMatchObject([{ severity: 'error', line: 4, column: 'pid', count: 1 }]);
    expect(findings[0].message).toContain('line 4 (same patient as line 2)');
  });

  it('without an identifier are left out', () => {
    const { rows, findings } = read('pid,' + `${HEADER}\n ,63,233,1,6,0\n`, withPatients);
    expect(rows).toEqual([]);
    expect(findings).toMatchObject([{ severity: 'error', line: 2, column: 'pid' }]);
  });

  it('with identical rows are two patients if the dictionary names no patientId', () => {
    expect(read(`${HEADER}\n63,233,1,6,0\n63,233,1,6,0\n`).rows).toHaveLength(2);
  });
});

describe('messages of readTable', () => {
  const CANARY = 'CANARY7731';

  it('never carry the content of a cell, wherever it stands', () => {
    const cell = fc.constantFrom(CANARY, `"${CANARY}"`, `"${CANARY}`, `${CANARY}"`, `x"${CANARY}`, '63', '?', '', '1', `=${CANARY}`, `"a\n${CANARY}"`);
    const line = fc.array(cell, { minLength: 1, maxLength: 8 }).map((cells) => cells.join(','));
    const file = fc.array(line, { maxLength: 6 }).map((lines) => [`pid,${HEADER},${CANARY}`, ...lines].join('\n'));
    fc.assert(
      fc.property(file, (text) => {
        const result = readTable({ text, file: 'site-va.csv', dictionary: withPatients });
        expect(JSON.stringify(result)).not.toContain(CANARY);
      }),
    );
  });

  it('never carry a header name that the dictionary does not know', () => {
    expect(() => read(`${CANARY},age\n1,2\n`)).toThrow(TableFileError);
    expect(() => read(`${CANARY},age\n1,2\n`)).not.toThrow(CANARY);
  });
});
