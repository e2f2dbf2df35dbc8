import type { DataDictionary, RecordTable } from '@commonward/schema';
import { takeRows } from '../split/record-rows.js';
import { closestDistances } from './closest-records.js';
import type { MatchedPair } from './matched-pairs.js';
import { columnRanges, mixedRows } from './mixed-rows.js';

/** How far the closest synthetic record is from either record of a pair. */
export interface DistancedPair {
  readonly pair: MatchedPair;
  readonly member: number;
  readonly heldOut: number;
}

export function pairDistances(pairs: readonly MatchedPair[], { synthetic, train, test, dictionary }: { synthetic: RecordTable; train: RecordTable; test: RecordTable; dictionary: DataDictionary }): DistancedPair[] {
  if (pairs.length === 0) return [];
  const ranges = columnRanges([train, test, synthetic], dictionary);
  const candidates = mixedRows(synthetic, ranges);
  const distances = (table: RecordTable, places: readonly number[]): Float64Array => closestDistances(mixedRows(takeRows(table, places), ranges), candidates);
  const [members, heldOut] = [distances(train, pairs.map(({ member }) => member)), distances(test, pairs.map((pair) => pair.heldOut))];
  return pairs.map((pair, k) => ({ pair, member: members[k], heldOut: heldOut[k] }));
}
