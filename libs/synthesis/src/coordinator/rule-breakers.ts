import type { TableLayout } from '@commonward/schema';
import { breaksRule } from './forbidden-cells.js';
import type { ForbiddenCells } from './forbidden-cells.js';

interface Ruled {
  readonly layout: TableLayout;
  readonly rows: number;
  readonly forbidden: ForbiddenCells;
}

/**
 * Puts a copy of the nearest earlier record that keeps the rules in place of each record that does not.
 *
 * @throws RangeError if no record keeps them
 */
export function replaceRuleBreakers(codes: Uint8Array, { layout, rows, forbidden }: Ruled): void {
  const columns = layout.sizes.length;
  const record = (row: number) => codes.subarray(row * columns, (row + 1) * columns);
  const sound = Array.from({ length: rows }, (_, row) => row).filter((row) => !breaksRule(forbidden, record(row)));
  if (sound.length === rows) return;
  if (sound.length === 0) throw new RangeError('The rules of the dictionary, with the conditions if there are any, leave no possible record.');
  let next = 0;
  for (let row = 0; row < rows; row++) {
    if (next + 1 < sound.length && sound[next + 1] <= row) next++;
    record(row).set(record(sound[next]));
  }
}
