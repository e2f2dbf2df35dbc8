import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvRecords, encodedChunks, encodeTable, FindingList, parseDictionary, readTable } from './index.js';
import { MAX_LINE_LENGTH } from './lines.js';

const dictionary = parseDictionary({
  file: 'dictionary.json',
  text: JSON.stringify({
    name: 'x',
    kind: 'table',
    unit: 'patient',
    patientId: 'pid',
    target: 'disease',
    columns: [
      { name: 'age', type: 'numeric', min: 18, max: 100, missing: '' },
      { name: 'disease', type: 'categorical', categories: [0, 1], missing: null },
    ],
  }),
});
const HEADER = 'pid,age,disease';

function* piecesOf(text: string, length: number): Iterable<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}

function streamed(text: string, length = 7) {
  const findings = new FindingList('a.csv', 'line');
  const chunks = [...encodedChunks(csvRecords(piecesOf(text, length), { dictionary, findings }), dictionary)];
  return { chunks, findings: findings.toArray() };
}

describe('records that are read in pieces', () => {
  const aLine = fc.constantFrom('a,50,0', 'b,20,1', 'c,,1', 'd,x,0', 'e,50', '"f,50,0', ',50,1', 'a,30,1', 'g,500,7', '');

  it('are the records of the whole file, encoded, and so are the findings', () => {
    fc.assert(
      fc.property(fc.array(aLine, { maxLength: 12 }), fc.integer({ min: 1, max: 40 }), (rows, length) => {
        const text = [HEADER, ...rows].join('\r\n');
        const whole = readTable({ text, file: 'a.csv', dictionary });
        const { chunks, findings } = streamed(text, length);
        expect(chunks.flatMap(({ codes }) => [...codes])).toEqual([...encodeTable(whole.table, dictionary).codes]);
        expect(findings).toEqual(whole.findings);
      }),
    );
  });

  it('come in chunks of 4096, each of them whole', () => {
    const text = [HEADER, ...Array.from({ length: 5000 }, (_, i) => `p${i},${i < 4096 ? 20 : 99},1`)].join('\n');
    const { chunks } = streamed(text, 1000);
    expect(chunks.map(({ rows }) => rows)).toEqual([4096, 904]);
    expect(chunks.map(({ codes }) => [...new Set(codes)])).toEqual([[0, 1], [7, 1]]);
  });

  it('of one patient are bounded over all chunks', () => {
    const text = [HEADER, ...Array.from({ length: 9000 }, (_, i) => `p${i % 4500},50,1`)].join('\n');
    expect(streamed(text, 1000).chunks.reduce((sum, { rows }) => sum + rows, 0)).toBe(4500);
  });

  it('leave out a line that has no end, say so, and go on with the next', () => {
    const { chunks, findings } = streamed(`${HEADER}\na,50,0\nb,${'9'.repeat(3 * MAX_LINE_LENGTH)},1\nc,50,1\n`, 2 ** 16);
    expect(chunks.map(({ rows }) => rows)).toEqual([2]);
    expect(findings.map(({ message }) => message)).toEqual(['a.csv, line 3: the line is longer than 1048576 characters; check its line breaks; the record is left out.']);
  });

  it('are not read before they are asked for', () => {
    let pieces = 0;
    const counted = function* () {
      for (const piece of piecesOf([HEADER, ...Array.from({ length: 20_000 }, (_, i) => `p${i},50,1`)].join('\n'), 1000)) {
        pieces += 1;
        yield piece;
      }
    };
    const findings = new FindingList('a.csv', 'line');
    const chunks = encodedChunks(csvRecords(counted(), { dictionary, findings }), dictionary)[Symbol.iterator]();
    expect(pieces).toBe(0);
    chunks.next();
    expect(pieces).toBeLessThan(70);
  });
});
