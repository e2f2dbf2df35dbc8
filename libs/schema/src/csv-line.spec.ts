import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvCells } from './csv-line.js';

describe('csvCells', () => {
  it.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['', ['']],
    [',', ['', '']],
    ['a,', ['a', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['"say ""hi""",2', ['say "hi"', '2']],
    ['"",x', ['', 'x']],
    ['5" wide,x', ['5" wide', 'x']],
    ['""""', ['"']],
    ['"a" cut,b', ['"a" cut', 'b']],
  ])('splits %j', (line, cells) => {
    expect(csvCells(line)).toEqual(cells);
  });

  it.each(['"open', 'a,"open,b', '"a""'])('cannot read %j', (line) => {
    expect(csvCells(line)).toBeNull();
  });

  it('gives back any cells that were written with quotes', () => {
    const aCell = fc.string().filter((text) => !/[\r\n]/.test(text));
    fc.assert(
      fc.property(fc.array(aCell, { minLength: 1, maxLength: 6 }), (cells) => {
        const line = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
        expect(csvCells(line)).toEqual(cells);
      }),
    );
  });
});
