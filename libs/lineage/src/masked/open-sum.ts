import { canonicalJson, envelopeSha256, IntegrityError, open, type Contribution, type Offer, type Receipt } from '@commonward/envelope';
import { agreementFor, auditTranscript, nativePrimitives, type Agreement } from '@commonward/secure-aggregation';
import { planLength, type OfferedSum } from '@commonward/synthesis/plan';
import type { MaskedLineage } from '../lineage.js';
import { inExport } from './in-export.js';
import { wordsOf, type SiteContribution } from './masked-files.js';

/** What an export's chain has established before the sum is looked at. */
export interface OfferOfSum {
  readonly plan: OfferedSum;
  readonly offer: Offer;
}

/** And what each site in it has signed of its part. */
export interface SignedSum extends OfferOfSum {
  /** In the order of the lineage's. */
  readonly parts: readonly Contribution[];
}

/** The sum of a masked round, and who is in it. */
export interface OpenedSum {
  /** Modulo 2^32. */
  readonly residues: Uint32Array;
  /** In alphabetical order, like `absent`. */
  readonly sites: readonly string[];
  /** Sites of the plan whose vectors are not in the sum. */
  readonly absent: readonly string[];
  readonly graph: Agreement['graph'];
}

/**
 * What each site has signed of its part in the sum, with the coordinator's receipt.
 * @throws IntegrityError naming the link that does not hold
 */
export function openContributions({ description, offer: envelope, round }: MaskedLineage, { plan, offer }: OfferOfSum): readonly Contribution[] {
  const odd = Object.entries(description.siteKeys).find(([site, key]) => !Object.hasOwn(plan.identityKeys, site) || plan.identityKeys[site] !== key);
  if (odd !== undefined) broken(`The export names another key for the site ${odd[0]} than the plan.`);
  return round.parts.map((part) => {
    const contribution = openContribution(part, plan);
    const ofThisRound = contribution.study === offer.study && contribution.round === offer.round && contribution.planSha256 === offer.planSha256;
    if (!ofThisRound || contribution.site !== part.site || contribution.offerSha256 !== envelopeSha256(envelope)) broken(`The contribution of ${part.site} answers another offer.`);
    if (contribution.budget.spentRhoUnits > contribution.budget.capRhoUnits) broken(`The ledger of ${part.site} was over its cap.`);
    checkReceipt(part, contribution, open(part.receipt, { kind: 'receipt', publicKey: description.coordinatorKey }));
    return contribution;
  });
}

function openContribution({ site, contribution }: SiteContribution, { identityKeys }: OfferedSum): Contribution {
  if (!Object.hasOwn(identityKeys, site)) broken(`The plan does not ask the site ${site}.`);
  return open(contribution, { kind: 'contribution', publicKey: identityKeys[site] });
}

function checkReceipt({ site, contribution: envelope }: SiteContribution, { study, round, ledger }: Contribution, receipt: Receipt): void {
  const covers = receipt.envelopeSha256 === envelopeSha256(envelope) && receipt.site === site && receipt.study === study && receipt.round === round;
  if (!covers || receipt.ledger.seq !== ledger.seq || receipt.ledger.head !== ledger.head) broken(`The receipt of ${site} is for another contribution.`);
}

/**
 * Unmasks the sum again, as an outsider: nothing is taken from the coordinator but what sites have signed or committed to.
 *
 * @throws IntegrityError naming what does not hold
 */
export function openSum({ round: { transcript, parts } }: MaskedLineage, { plan, offer, parts: contributions }: SignedSum): OpenedSum {
  const { agreement } = transcript;
  const { study, round, planSha256, signer: coordinatorKey } = offer;
  checkTerms(agreement, agreementFor(plan, { study, round, attempt: agreement.attempt, planSha256, coordinatorKey, length: planLength(plan) }));
  const vectors = parts.map((part) => ({ site: placeOf(part.site, agreement), words: wordsOf(part) }));
  const { survivors, sum } = inExport(() => auditTranscript({ primitives: nativePrimitives, transcript, vectors }));
  contributions.forEach((contribution, k) => {
    checkContribution(contribution, { agreement, advert: transcript.adverts.find(({ site }) => site === survivors[k]), input: transcript.inputs[k] });
  });
  const names = agreement.roster.map(({ site }) => site);
  const sites = survivors.map((place) => names[place]);
  return { residues: sum, sites, absent: names.filter((name) => !sites.includes(name)), graph: agreement.graph };
}

const WORDS: Readonly<Record<keyof Agreement, string>> = {
  study: 'study',
  round: 'round',
  attempt: 'attempt',
  planSha256: 'plan',
  coordinatorKey: 'coordinator key',
  roster: 'roster',
  threshold: 'threshold',
  graph: 'graph of masks',
  modulusBits: 'modulus',
  length: 'length of vectors',
};

/** The terms follow from the offer; only the attempt is the round's own. */
function checkTerms(agreed: Agreement, expected: Agreement): void {
  const term = (Object.keys(expected) as (keyof Agreement)[]).find((key) => canonicalJson(agreed[key]) !== canonicalJson(expected[key]));
  if (term !== undefined) broken(`The masked round was agreed on another ${WORDS[term]} than the offer’s.`);
}

function placeOf(site: string, { roster }: Agreement): number {
  const place = roster.findIndex((member) => member.site === site);
  return place === -1 ? broken(`The masked round does not know the site ${site}.`) : place;
}

interface Taken {
  readonly agreement: Agreement;
  readonly advert: { readonly commitment: Uint8Array } | undefined;
  readonly input: { readonly maskedSha256: Uint8Array };
}

/** The digest is the site's own word for its vector: nothing in the transcript itself signs it. */
function checkContribution({ site, attempt, commitment, maskedSha256, length }: Contribution, { agreement, advert, input }: Taken): void {
  if (attempt !== agreement.attempt) broken(`The contribution of ${site} is for another attempt.`);
  if (maskedSha256 !== hexOf(input.maskedSha256)) broken(`The masked vector of ${site} is not the one that ${site} has signed.`);
  if (advert === undefined || commitment !== hexOf(advert.commitment)) broken(`${site} has sealed another vector in its ledger than it took part with.`);
  if (length !== agreement.length) broken(`The contribution of ${site} has another length than the plan's.`);
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function broken(message: string): never {
  throw new IntegrityError('chain', message);
}
