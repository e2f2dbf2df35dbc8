/**
 * Why a message or a request is not acted on:
 * - `format`: the bytes are not a message of this protocol
 * - `agreement`: the terms themselves are not acceptable: roster, threshold, graph, length, modulus
 * - `roster`: another roster than the one that is pinned here
 * - `context`: the message belongs to another study, round, attempt, roster, plan or set of keys
 * - `signature`: a signature is not that of the key that the roster names
 * - `members`: a set of sites that is not ascending, not within the set it must be taken from, or lacks whom it must have
 * - `threshold`: too few sites
 * - `keys`: a key that is not fresh, not this site's, used twice, or of small order
 * - `share`: a share that does not open, or does not give back what its owner committed to
 * - `survivors`: the sites do not claim one and the same history
 * - `unmasked`: this vector is bound to another set of survivors for ever
 * - `phase`: the message has no place at this point of the protocol
 */
export type AggregationReason =
  | 'format'
  | 'agreement'
  | 'roster'
  | 'context'
  | 'signature'
  | 'members'
  | 'threshold'
  | 'keys'
  | 'share'
  | 'survivors'
  | 'unmasked'
  | 'phase';

/** A step that is refused; the state it was asked of stands as it was. The message is one sentence of public values. */
export class AggregationError extends Error {
  override readonly name = 'AggregationError';
  readonly reason: AggregationReason;

  constructor(reason: AggregationReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
