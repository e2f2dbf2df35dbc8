import type { CellTiming, StackTiming } from './measure-cell.js';
import type { Timing } from './round-time.js';

export interface RoundsReport {
  readonly runtime: string;
  /** Flower's name and version, or why there is none. */
  readonly peer: string;
  readonly cells: readonly CellTiming[];
}

const HEADINGS = ['sites', 'MB', 'stack', 'median', 'range', 'CPU coordinator', 'CPU sites', 'peers / this'];

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

/** Of this stack also how many times as long each peer takes. */
function linesOf({ sites, megabytes, ours, peers }: CellTiming): readonly (readonly string[])[] {
  const line = ({ stack, timing }: StackTiming, compared: readonly StackTiming[]): readonly string[] => [
    String(sites),
    String(megabytes),
    stack,
    ...figures(timing),
    compared.map((peer) => (peer.timing.median / timing.median).toFixed(2)).join(', '),
  ];
  return [...ours.map((timing) => line(timing, peers)), ...peers.map((timing) => line(timing, []))];
}

const figures = ({ median, fastest, slowest, processorSeconds }: Timing): readonly string[] => [
  median.toFixed(3),
  `${fastest.toFixed(3)}-${slowest.toFixed(3)}`,
  processorSeconds?.coordinator.toFixed(2) ?? '',
  processorSeconds?.sites.toFixed(2) ?? '',
];

function table(lines: readonly (readonly string[])[]): readonly string[] {
  const widths = lines[0].map((_, k) => Math.max(...lines.map((line) => line[k].length)));
  return lines.map((line) => line.map((cell, k) => cell.padStart(widths[k])).join('  ').trimEnd());
}
