/** Lines of a table for a terminal: the first column to the left, numbers to the right. */
export function aligned(table: readonly (readonly string[])[]): string[] {
  const widths = table[0].map((_, k) => Math.max(...table.map((line) => line[k].length)));
  return table.map((line) => line.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]) : cell.padStart(widths[k]))).join('   ').trimEnd());
}
