import type { CellTiming } from './measure-cell.js';
import type { Timing } from './round-time.js';

export interface RoundsReport {
  readonly runtime: string;
  /** Flower's name and version, or why there is none. */
  readonly peer: string;
  readonly cells: readonly CellTiming[];
}

const HEADINGS = ['sites', 'MB', 'stack', 'median', 'range', 'CPU coordinator', 'CPU sites', 'Flower / this'];

/** The report for people. */
export function reportText({ runtime, peer, cells }: RoundsReport): string {
  return [
    `Rounds of the whole stack over loopback, ${runtime}; seconds from the start of the round until its aggregate is known`,
    peer,
    '',
    ...table([HEADINGS, ...cells.flatMap(linesOf)]),
    '',
  ].join('\n');
}

function linesOf({ sites, megabytes, plain, masked, flower }: CellTiming): readonly (readonly string[])[] {
  const line = (stack: string, timing: Timing, compared: Timing | null): readonly string[] => [String(sites), String(megabytes), stack, ...figures(timing), compared === null ? '' : (compared.median / timing.median).toFixed(2)];
  return [line('plain', plain, flower), line('masked', masked, flower), ...(flower === null ? [] : [line('Flower', flower, null)])];
}

const figures = ({ median, fastest, slowest, coordinatorSeconds, sitesSeconds }: Timing): readonly string[] => [
  median.toFixed(3),
  `${fastest.toFixed(3)}-${slowest.toFixed(3)}`,
  coordinatorSeconds.toFixed(2),
  sitesSeconds.toFixed(2),
];

function table(lines: readonly (readonly string[])[]): readonly string[] {
  const widths = lines[0].map((_, k) => Math.max(...lines.map((line) => line[k].length)));
  return lines.map((line) => line.map((cell, k) => cell.padStart(widths[k])).join('  ').trimEnd());
}
