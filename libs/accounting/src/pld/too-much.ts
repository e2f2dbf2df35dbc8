import type { Unaccounted } from '../accountant.js';
import { refused } from '../refusal.js';
import type { RepeatedDirections } from './dominators.js';

/** The largest loss of one part. */
const LARGEST_LOSS = 1e9;
/** The most parts: beyond, their sum fits no window at any interval, and rounding makes up much of the figure. */
const MOST_PARTS = 1e8;

/** Why a composition is not computed; null if it is. */
export function tooMuch(parts: readonly RepeatedDirections[]): Unaccounted | null {
  const count = parts.reduce((sum, { times }) => sum + times, 0);
  if (count > MOST_PARTS) return refused(`This event has more than ${MOST_PARTS} parts.`);
  if (!parts.every(isModerate)) return refused(`The noise is so small that one release may lose more than ${LARGEST_LOSS}.`);
  return null;
}

function isModerate({ pairs: { remove, add } }: RepeatedDirections): boolean {
  return [remove, add].every(({ lowest, highest }) => highest <= LARGEST_LOSS && lowest >= -LARGEST_LOSS);
}
