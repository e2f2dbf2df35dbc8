import type { ReleaseCost } from './measure.js';

/** The report for people. */
export function reportText(costs: readonly ReleaseCost[]): string {
  const lines = [['records', 'file MB', 'release bytes', 'CPU s', 'peak MiB']].concat(
    costs.map(({ rows, fileBytes, bytes, cpuSeconds, peakMemoryBytes }) => [
      String(rows),
      (fileBytes / 1e6).toFixed(1),
      String(bytes),
      cpuSeconds.toFixed(1),
      (peakMemoryBytes / 2 ** 20).toFixed(0),
    ]),
  );
  const widths = lines[0].map((_, k) => Math.max(...lines.map((line) => line[k].length)));
  const table = lines.map((line) => line.map((cell, k) => cell.padStart(widths[k])).join('   '));
  return [`One release of noised tables from a CSV file of 40 columns; Node ${process.version}`, '', ...table, ''].join('\n');
}
