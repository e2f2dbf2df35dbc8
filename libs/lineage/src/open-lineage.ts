import { envelopeSha256, IntegrityError, open, sha256Hex, type Offer, type Release } from '@commonward/envelope';
import type { DataDictionary } from '@commonward/schema';
import { parsePlan, type TrainingPlan } from '@commonward/synthesis/plan';
import { readLineage, text, type Files, type Lineage, type SiteAnswer } from './lineage.js';

/** The chain from the coordinator's offer over each site's signature to the coordinator's receipt, with every link checked. */
export interface OpenedLineage {
  readonly plan: TrainingPlan;
  readonly offer: Offer;
  readonly releases: readonly Release[];
}

/** @throws IntegrityError naming the link that does not hold */
export function openLineage(lineage: Lineage): OpenedLineage {
  const { coordinatorKey, study } = lineage.description;
  const offer = open(lineage.offer, { kind: 'offer', publicKey: coordinatorKey });
  if (offer.study !== study || offer.consortium !== lineage.description.consortium) broken('The offer belongs to another study or consortium than the export.');
  if (sha256Hex(lineage.offer.payload) !== offer.planSha256) broken('The offer names another plan than it holds.');
  const plan = parsePlan(text(lineage.offer.payload));
  if (plan.study !== study) broken('The plan belongs to another study than the export.');
  if (lineage.answers.length === 0) broken('The export holds no release.');
  return { plan, offer, releases: lineage.answers.map((answer) => openAnswer(answer, lineage, { plan, offer })) };
}

/** The data dictionary of an export's plan. @throws IntegrityError naming the link that does not hold */
export const dictionaryOf = (files: Files): DataDictionary => openLineage(readLineage(files)).plan.dictionary;

function openAnswer(answer: SiteAnswer, { description, offer: offerEnvelope }: Lineage, { plan, offer }: { plan: TrainingPlan; offer: Offer }): Release {
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
