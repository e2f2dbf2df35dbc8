/**
 * The cells of one line of CSV (RFC 4180, but a cell holds no line break): commas between cells, cells in double quotes
 * may hold commas and doubled quotes, any other quote is text.
 *
 * A line is read without regard to the lines around it: whatever one record holds, it cannot change how another is read.
 * @returns null if a quoted cell is not closed on its line
 */
export function csvCells(line: string): string[] | null {
  const cells: string[] = [];
  for (let at = 0; ; at += 1) {
    const closed = line[at] === '"' ? closingQuote(line, at) : at;
    if (closed < 0) return null;
    const end = endOfPlainCell(line, closed);
    const isQuoted = closed > at && end === closed + 1;
    cells.push(isQuoted ? line.slice(at + 1, closed).replaceAll('""', '"') : line.slice(at, end));
    if (end === line.length) return cells;
    at = end;
  }
}

function endOfPlainCell(line: string, from: number): number {
  const comma = line.indexOf(',', from);
  return comma < 0 ? line.length : comma;
}

/** @returns where the quote that opens at `from` is closed; -1 if it is not */
function closingQuote(line: string, from: number): number {
  let quote = line.indexOf('"', from + 1);
  while (quote >= 0 && line[quote + 1] === '"') quote = line.indexOf('"', quote + 2);
  return quote;
}
