import { pairedRunEpsilon, type Guarantee } from '@commonward/accounting';

/** Guesses which record of each pair was trained on, and the epsilon that they show. */
export interface PairedAudit {
  readonly pairs: number;
  /** Pairs of which one record is nearer to the synthetic ones; of the others nothing is guessed. */
  readonly guesses: number;
  readonly correct: number;
  readonly confidence: number;
  /** Of the guarantee for adding or removing one patient that is put to the test. */
  readonly claim: { readonly epsilon: number; readonly delta: number };
  /** The records were given away at least this far, with that confidence. */
  readonly shownEpsilon: number;
}

export const AUDIT_CONFIDENCE = 0.95;

/**
 * Puts a guarantee to the test: of each pair, the record that is closer to a synthetic one is taken for the one that was trained on.
 *
 * @param distances of each pair's records to the closest synthetic record
 */
export function pairedAudit(distances: readonly { readonly member: number; readonly heldOut: number }[], { epsilon, delta }: Pick<Guarantee, 'epsilon' | 'delta'>): PairedAudit {
  const guesses = distances.filter(({ member, heldOut }) => member !== heldOut).length;
  const correct = distances.filter(({ member, heldOut }) => member < heldOut).length;
  const counts = { pairs: distances.length, guesses, correct };
  return { ...counts, confidence: AUDIT_CONFIDENCE, claim: { epsilon, delta }, shownEpsilon: shownEpsilon({ ...counts, delta }) };
}

/** What such counts show of a mechanism with this delta; 0 without a pair. */
export const shownEpsilon = ({ pairs, guesses, correct, delta }: Pick<PairedAudit, 'pairs' | 'guesses' | 'correct'> & { delta: number }): number =>
  pairs === 0 ? 0 : pairedRunEpsilon({ canaries: pairs, guesses, correct, delta, confidence: AUDIT_CONFIDENCE });
