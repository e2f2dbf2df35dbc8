import { ownRelease, rhoUnits, viewsOfEvent, type SummedGaussianEvent, type Views } from '@commonward/accounting';
import type { EntryOf } from '@commonward/envelope';

/** The three views of a debit for a release in a sum, from its record alone; null for any other debit. */
export function viewsOfDebit({ event }: EntryOf<'debit'>): Views | null {
  return isSummed(event) ? viewsOfEvent(event) : null;
}

/**
 * The most that the release itself may cost: what was booked, or for a share of the noise, which costs less in the sum, what
 * that share by itself costs.
 */
export function ownRhoUnits({ event, rhoUnits: booked }: EntryOf<'debit'>): number {
  return isSummed(event) ? rhoUnits(ownRelease(event)) : booked;
}

/** Whoever records a debit has accounted for its event, and that has checked every field. */
function isSummed(event: object): event is SummedGaussianEvent {
  return 'kind' in event && event.kind === 'summed-discrete-gaussian';
}
