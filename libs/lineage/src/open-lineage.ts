import { envelopeSha256, IntegrityError, open, sha256Hex, type Contribution, type Offer, type Release } from '@commonward/envelope';
import { isOfferedSum, parsePlan, type OfferedSum, type TrainingPlan } from '@commonward/synthesis/plan';
import { text, type Files } from './files.js';
import { eachRound, readLineage, type Lineage, type MaskedLineage, type PlainLineage, type SiteAnswer } from './lineage.js';
import { openContributions, openSum, type OpenedSum } from './masked/open-sum.js';

/** The signed plan, and what the sites have signed of their part, with every link checked. */
export type SignedLineage =
  | { readonly aggregation: 'plain'; readonly plan: TrainingPlan; readonly offer: Offer; readonly parts: readonly Release[]; readonly lineage: PlainLineage }
  | { readonly aggregation: 'masked'; readonly plan: OfferedSum; readonly offer: Offer; readonly parts: readonly Contribution[]; readonly lineage: MaskedLineage };

/** The chain from the coordinator's offer over each site's signature to the coordinator's receipt, and of a masked round the sum. */
export type OpenedLineage = Extract<SignedLineage, { aggregation: 'plain' }> | (Extract<SignedLineage, { aggregation: 'masked' }> & { readonly sum: OpenedSum });

/** Every round of the lineage, in their order. @throws IntegrityError naming the link that does not hold */
export const openLineage = (lineage: Lineage): readonly [OpenedLineage, ...OpenedLineage[]] => inOrder(openSigned(lineage).map((signed) => (signed.aggregation === 'plain' ? signed : { ...signed, sum: openSum(signed.lineage, signed) })));

/** All that is signed in an envelope, round by round; a masked round's own signatures are the sum's. @throws IntegrityError naming the link that does not hold */
export function openSigned(lineage: Lineage): readonly [SignedLineage, ...SignedLineage[]] {
  const rounds = eachRound(lineage).map(openRound);
  const odd = rounds.findIndex(({ offer }, place) => offer.round !== place + 1);
  if (odd !== -1) broken(`The offer that stands for round ${odd + 1} is for another one.`);
  return inOrder(rounds);
}

function inOrder<T>(rounds: readonly T[]): readonly [T, ...T[]] {
  const [first, ...others] = rounds;
  return [first, ...others];
}

function openRound(lineage: Lineage): SignedLineage {
  const { plan, offer } = openOffer(lineage);
  switch (lineage.aggregation) {
    case 'plain':
      if (plan.aggregation === 'masked') broken('The plan asks for a masked sum, but the export holds no transcript of one.');
      if (lineage.answers.length === 0) broken('The export holds no release.');
      return { aggregation: 'plain', plan, offer, parts: lineage.answers.map((answer) => openAnswer(answer, lineage, { plan, offer })), lineage };
    case 'masked':
      if (!isOfferedSum(plan)) return broken('The export holds the transcript of a masked sum, but the plan names no keys of sites for one.');
      return { aggregation: 'masked', plan, offer, parts: openContributions(lineage, { plan, offer }), lineage };
    default:
      return lineage satisfies never;
  }
}

/** The data dictionary of an export's plan. @throws IntegrityError naming the link that does not hold */
export const dictionaryOf = (files: Files): TrainingPlan['dictionary'] => openLineage(readLineage(files))[0].plan.dictionary;

function openOffer(lineage: Lineage): { readonly plan: TrainingPlan; readonly offer: Offer } {
  const { coordinatorKey, study, consortium } = lineage.description;
  const offer = open(lineage.offer, { kind: 'offer', publicKey: coordinatorKey });
  if (offer.study !== study || offer.consortium !== consortium) broken('The offer belongs to another study or consortium than the export.');
  if (sha256Hex(lineage.offer.payload) !== offer.planSha256) broken('The offer names another plan than it holds.');
  const plan = parsePlan(text(lineage.offer.payload));
  if (plan.study !== study) broken('The plan belongs to another study than the export.');
  return { plan, offer };
}

function openAnswer(answer: SiteAnswer, { description, offer: offerEnvelope }: PlainLineage, { plan, offer }: { plan: TrainingPlan; offer: Offer }): Release {
  const { site } = answer;
  const publicKey = Object.hasOwn(description.siteKeys, site) ? description.siteKeys[site] : broken(`There is no key for the site ${site}.`);
  if (!plan.sites.includes(site)) broken(`The plan does not ask the site ${site}.`);
  const release = open(answer.release, { kind: 'release', publicKey });
  const ofThisRound = release.site === site && release.study === offer.study && release.round === offer.round;
  if (!ofThisRound || release.planSha256 !== offer.planSha256 || release.offerSha256 !== envelopeSha256(offerEnvelope)) {
    broken(`The release of ${site} answers another offer.`);
  }
  if (release.budget.spentRhoUnits > release.budget.capRhoUnits) broken(`The ledger of ${site} was over its cap.`);
  const receipt = open(answer.receipt, { kind: 'receipt', publicKey: description.coordinatorKey });
  const ofThisRelease = receipt.site === site && receipt.study === release.study && receipt.round === release.round;
  const covers = receipt.envelopeSha256 === envelopeSha256(answer.release) && ofThisRelease;
  if (!covers || receipt.ledger.seq !== release.ledger.seq || receipt.ledger.head !== release.ledger.head) {
    broken(`The receipt of ${site} is for another release.`);
  }
  return release;
}

function broken(message: string): never {
  throw new IntegrityError('chain', message);
}
