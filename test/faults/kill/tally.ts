import type { Onlooker, Violation } from './onlooker.js';

const VIOLATIONS: readonly Violation[] = ['lost', 'duplicated', 'refunded', 'differing'];

/** What was done to one kind of process, and what came of it. */
export interface Tally {
  points: number;
  kills: number;
  secondCrashes: number;
  resends: number;
  findings: Record<Violation, number>;
  ledgersThatFail: number;
  /** Rounds that did not come to their end. */
  unfinished: number;
}

export const emptyTally = (): Tally => ({ points: 0, kills: 0, secondCrashes: 0, resends: 0, findings: { lost: 0, duplicated: 0, refunded: 0, differing: 0 }, ledgersThatFail: 0, unfinished: 0 });

export function countKills(tally: Tally, [first, second]: readonly (string | null)[]): void {
  if (first !== null) tally.points += 1;
  if (second !== null) tally.secondCrashes += 1;
  tally.kills += [first, second].filter((name) => name !== null).length;
}

/** @param defects of the ledgers; null for one that is sound */
export function countFindings(tally: Tally, onlooker: Onlooker, defects: readonly (string | null)[]): void {
  tally.resends += onlooker.resends;
  tally.ledgersThatFail += defects.filter((defect) => defect !== null).length;
  for (const { kind } of onlooker.findings) tally.findings[kind] += 1;
}

export const isClean = ({ findings, ledgersThatFail, unfinished }: Tally): boolean => ledgersThatFail + unfinished === 0 && VIOLATIONS.every((kind) => findings[kind] === 0);

export function sum(tallies: readonly Tally[]): Tally {
  const total = emptyTally();
  for (const tally of tallies) {
    for (const what of ['points', 'kills', 'secondCrashes', 'resends', 'ledgersThatFail', 'unfinished'] as const) total[what] += tally[what];
    for (const kind of VIOLATIONS) total.findings[kind] += tally.findings[kind];
  }
  return total;
}

const HEADINGS = ['', 'points', 'kills', 'second crashes', 'resends', ...VIOLATIONS, 'ledgers that fail', 'unfinished'];

/** @returns lines of equal columns */
export function table(rows: readonly (readonly [name: string, tally: Tally])[]): string[] {
  const cells = [HEADINGS, ...rows.map(([name, tally]) => [name, ...numbersOf(tally).map(String)])];
  const widths = HEADINGS.map((_heading, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  '));
}

const numbersOf = ({ points, kills, secondCrashes, resends, findings, ledgersThatFail, unfinished }: Tally): readonly number[] => [
  ...[points, kills, secondCrashes, resends],
  ...VIOLATIONS.map((kind) => findings[kind]),
  ...[ledgersThatFail, unfinished],
];
