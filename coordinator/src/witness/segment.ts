import type { LedgerHead } from '@commonward/envelope';

/**
 * Records of a site's ledger that came together, and were the future of all before them. Stored under `segmentId`: of two
 * that could follow the same record only one can be stored, so no history of a ledger ever forks here.
 */
export interface Segment {
  readonly site: string;
  /** Number of its first record. */
  readonly from: number;
  /** Its last record. */
  readonly ledger: LedgerHead;
  /** The records in the blob store, as a ledger's file holds them. */
  readonly entries: string;
  readonly at: string;
}

export const segmentId = (site: string, from: number): string => `${site}/${from}`;
