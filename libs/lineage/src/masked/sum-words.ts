import { viewsOfPlan, type OfferedSum } from '@commonward/synthesis/plan';
import type { OpenedSum } from './open-sum.js';

/** What privacy.json says of a masked sum. */
export const sumStatement = (plan: OfferedSum, sum: OpenedSum): object => ({
  sites: sum.sites,
  notInSum: sum.absent,
  threshold: plan.threshold,
  masks: sum.graph === 'complete' ? 'between every two sites' : 'between neighbours in a graph that follows from the sites alone',
  recomputable: recomputableWords(plan),
  verified: VERIFIED,
});

/** Who is in the sum, in a few words. */
export function countWords(plan: OfferedSum, { sites, absent }: OpenedSum): string {
  const missing = absent.length === 0 ? '' : `; not in it: ${absent.join(', ')}`;
  return `the sum of ${sites.length} of ${plan.sites.length} sites, at least ${plan.threshold} needed${missing}`;
}

/** Which view the guarantee is booked at, for a line of text. */
export function bookedWords(plan: OfferedSum): string {
  const views = viewsOfPlan(plan);
  return `trust ${plan.trust}, booked is the view ${views.booked}: epsilon ${views[views.booked].epsilon.toFixed(3)}`;
}

/** Whom an export of a masked study lets compute what. */
export function recomputableWords(plan: OfferedSum): string {
  const sum =
    'Whoever holds this export can compute the sum of the sites named here again, as the coordinator has, and of no smaller set: each masked vector in it is still ' +
    'under the masks that its site shares with the others in the sum. Sites in the sum can take their own vectors away from it.';
  switch (plan.trust) {
    case 'local':
      return `${sum} Every vector bears the full noise of its site, so the guarantee would hold even if these masks were opened.`;
    case 'shared':
      return (
        `${sum} Every vector bears only a share of the noise: the guarantee holds against whoever holds this export together with ${plan.corrupted} of the sites, ` +
        'and for as long as X25519 hides the masks. Whoever broke it and still held this export would have what the view "alone" says.'
      );
    default:
      return plan.trust satisfies never;
  }
}

const VERIFIED =
  'A verifier checks the plan’s own sites, keys and threshold in the agreement; each site’s signature under its fresh keys, under its masked vector and under whom it masked with; ' +
  'the consent of at least the threshold to exactly these survivors; and that the revealed shares give the secrets that each site advertised. It then takes the masks from the sum and replays the generator. ' +
  'Not checked, because no single vector is there to be looked at: that the vector of a site is honest.';
