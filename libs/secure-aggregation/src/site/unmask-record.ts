import { AggregationError } from '../aggregation-error.js';
import { sameBytes } from '../primitives/derive.js';

/**
 * That a vector is bound to one set of survivors for ever: kept in the site's ledger. A vector for which there is such
 * a record takes part in no other sum, whatever attempt it is asked in.
 */
export interface UnmaskRecord {
  /** The commitment that the ledger sealed. */
  readonly commitment: Uint8Array;
  /** Over the context, the sharers and the survivors. */
  readonly survivorsSha256: Uint8Array;
}

/**
 * What the ledger asks before it makes a record: two attempts may be open side by side, and only the ledger sees both.
 *
 * @param held what the ledger holds of this vector
 * @returns whether the record is new; if not, it is held already and nothing need be written
 * @throws AggregationError `unmasked` if the vector is bound to other survivors, or the record is of another vector
 */
export function isNewRecord(held: UnmaskRecord | null, asked: UnmaskRecord): boolean {
  if (held === null) return true;
  if (!sameBytes(held.commitment, asked.commitment)) throw new AggregationError('unmasked', 'The unmask record belongs to another vector.');
  if (!sameBytes(held.survivorsSha256, asked.survivorsSha256)) throw new AggregationError('unmasked', 'This vector is bound to other survivors for ever.');
  return false;
}
