import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { linesOf, MAX_LINE_LENGTH } from './lines.js';

const lines = (...pieces: string[]) => [...linesOf(pieces)];

describe('the lines of a text in pieces', () => {
  it('are the same wherever the text is cut', () => {
    const aText = fc.array(fc.constantFrom('a', ',', '\r', '\n', '\r\n', '"'), { maxLength: 20 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(aText, fc.array(fc.nat(20), { maxLength: 4 }), (text, cuts) => {
        const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length];
        expect(lines(...at.slice(1).map((end, i) => text.slice(at[i], end)))).toEqual(lines(text));
      }),
      { numRuns: 500 },
    );
  });

  it('end with LF, CRLF or CR, the last one with nothing', () => {
    expect(lines('a\nb\r\nc\rd')).toEqual(['a', 'b', 'c', 'd']);
    expect(lines('a\n\nb\n')).toEqual(['a', '', 'b']);
    expect(lines('')).toEqual([]);
  });

  it('begin after a byte order mark, and only the first one is skipped', () => {
    expect(lines('', '\uFEFFa\n', '\uFEFFb')).toEqual(['a', '\uFEFFb']);
  });

  it('hold a line without an end only in part, and the line after it whole', () => {
    const pieces = Array.from({ length: 40 }, () => 'x'.repeat(2 ** 18));
    const [long, next] = lines(...pieces, '\nnext');
    expect(long.length).toBeGreaterThan(MAX_LINE_LENGTH);
    expect(long.length).toBeLessThan(2 * MAX_LINE_LENGTH);
    expect(next).toBe('next');
  });
});
