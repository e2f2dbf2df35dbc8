import { checkAdverts, checkKeysDiffer } from '../adverts.js';
import { checkAgreement } from '../agreement.js';
import { AggregationError } from '../aggregation-error.js';
import { consentClaim, rollClaim, sharersClaim } from '../claims.js';
import { contextOf, sharersSha256, survivorsSha256 } from '../context.js';
import type { SignedBySite } from '../messages.js';
import { sameBytes } from '../primitives/derive.js';
import type { Primitives } from '../primitives/primitives.js';
import type { Transcript } from './transcript.js';

/**
 * Checks all that somebody has signed in an attempt, and that each list of sites is taken from the one before it.
 * @throws AggregationError in one sentence that names what does not hold
 */
export function checkSigned(primitives: Primitives, transcript: Transcript): void {
  checkAgreement(transcript.agreement);
  checkLists(transcript);
  checkRoll(primitives, transcript);
  checkSurvivors(primitives, transcript);
}

type Listed = readonly { readonly site: number }[];

function checkLists({ agreement: { roster, threshold }, adverts, shares, inputs, consents, reveals }: Transcript): void {
  const places = roster.map((_, site) => ({ site }));
  checkList(adverts, { what: 'sites on the roll', among: places, least: threshold });
  checkList(shares, { what: 'sharers', among: adverts, least: threshold });
  checkList(inputs, { what: 'survivors', among: shares, least: threshold });
  checkList(consents, { what: 'consents', among: inputs, least: threshold });
  checkList(reveals, { what: 'reveals', among: inputs, least: 1 });
}

function checkList(list: Listed, { what, among, least }: { readonly what: string; readonly among: Listed; readonly least: number }): void {
  const known = new Set(among.map(({ site }) => site));
  if (list.some(({ site }, k) => k > 0 && site <= list[k - 1].site)) throw new AggregationError('members', `The ${what} are not ascending by site, each site once.`);
  const stranger = list.find(({ site }) => !known.has(site));
  if (stranger !== undefined) throw new AggregationError('members', `Site ${stranger.site} cannot be among the ${what}.`);
  if (list.length < least) throw new AggregationError('threshold', `The ${what} are ${list.length}, but at least ${least} are needed.`);
}

/** Who takes part with which fresh keys: signed by each site, and together by the coordinator. */
function checkRoll(primitives: Primitives, { agreement, adverts, context, rollSignature }: Transcript): void {
  checkAdverts(primitives, agreement, adverts);
  checkKeysDiffer(adverts);
  if (!sameBytes(context, contextOf(agreement, adverts))) throw new AggregationError('context', 'The context is not that of the agreement and the roll.');
  if (!primitives.verify(rollClaim(context), rollSignature, agreement.coordinatorKey)) throw new AggregationError('signature', 'The roll is not signed by the coordinator of the agreement.');
}

/** Each survivor signs whom it masked with; enough of them sign who the survivors are. */
function checkSurvivors(primitives: Primitives, { agreement, context, shares, inputs, consents }: Transcript): void {
  const sharers = sharersSha256(context, shares.map(({ site }) => site));
  const survivors = survivorsSha256(sharers, inputs.map(({ site }) => site));
  const check = (signed: readonly SignedBySite[], claim: Uint8Array, what: string): void => {
    const odd = signed.find(({ site, signature }) => !primitives.verify(claim, signature, agreement.roster[site].identityKey));
    if (odd !== undefined) throw new AggregationError('signature', `${agreement.roster[odd.site].site} has not signed ${what}.`);
  };
  check(inputs, sharersClaim(sharers), 'that it masked with these sharers');
  check(consents, consentClaim(survivors), 'that these are the survivors');
}
