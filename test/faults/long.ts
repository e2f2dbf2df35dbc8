import { describe, it } from '@jest/globals';

export const isLong = process.env['COMMONWARD_LONG'] === '1';

/** What takes minutes runs with COMMONWARD_LONG=1, and one quick case of its kind in every run. */
export const describeIfLong: typeof describe.skip = isLong ? describe : describe.skip;
export const itIfLong: typeof it.skip = isLong ? it : it.skip;
export const firstUnlessLong = <T>(cases: readonly T[]): readonly T[] => (isLong ? cases : cases.slice(0, 1));

/** Says on one line what is left out. */
export function sayWhatWaits(what: string): void {
  if (!isLong) process.stdout.write(`skipped: ${what} (COMMONWARD_LONG=1 runs it)\n`);
}
