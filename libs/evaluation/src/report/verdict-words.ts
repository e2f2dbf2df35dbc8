import { VERDICT_LIMITS } from '../verdict/limits.js';
import type { Ground, VerdictKind } from '../verdict/verdict.js';
import { associationKept } from '../verdict/association-kept.js';
import type { BenchmarkReport } from './benchmark-report.js';
import { decimal, percent, signed } from './html/numbers.js';
import type { Estimate } from '../metrics/interval.js';

/** The verdict of a report as people read it. */
export interface VerdictWords {
  readonly title: string;
  /** One line: title, and what it means. */
  readonly headline: string;
  readonly meaning: string;
  /** A sentence for each ground, with the number and the limit. */
  readonly grounds: readonly string[];
  /** Is it good, is it safe: one sentence each, whatever the verdict. */
  readonly good: string;
  readonly safe: string;
}

const TITLES: Readonly<Record<VerdictKind, string>> = {
  discloses: 'Discloses records',
  'cannot be told': 'Cannot be told',
  'no better than chance': 'No better than chance',
  weak: 'Weak',
  useful: 'Useful',
};

const MEANINGS: Readonly<Record<VerdictKind, string>> = {
  discloses: 'The synthetic records give away records that the generator was trained on. Do not release them.',
  'cannot be told': 'Even the real records do not let classifiers predict the target, so these tests cannot say what the synthetic ones are worth.',
  'no better than chance': 'The synthetic records teach hardly more than columns that have nothing to do with each other.',
  weak: 'The synthetic records teach something, but it is not certain that they keep most of what the real ones teach.',
  useful: 'Models learn from the synthetic records nearly what they learn from the real ones, and no attack that was tried surely tells training records from others.',
};

export function verdictWords(report: BenchmarkReport): VerdictWords {
  const { kind, grounds } = report.verdict;
  const [title, meaning] = [TITLES[kind], MEANINGS[kind]];
  return { title, meaning, headline: `${title}. ${meaning}`, grounds: grounds.map((ground) => groundWords(ground, report)), good: goodWords(report), safe: safeWords(report) };
}

function goodWords({ auroc: { synthetic, real, difference } }: BenchmarkReport): string {
  return `Classifiers trained on synthetic records reach a mean AUROC of ${between(synthetic)}, on real ones ${between(real)}: a difference of ${between(difference, minus)}.`;
}

function safeWords({ disclosure: { membership } }: BenchmarkReport): string {
  const { distance, densityRatio } = membership;
  return `Whether a record was trained on is guessed with an AUROC of ${between(distance.auroc)} by distance and ${between(densityRatio.auroc)} by density; 0.5 is tossing a coin.`;
}

const between = ({ value, low, high }: Estimate, text = decimal): string => `${text(value)} (95 % interval ${text(low)} to ${text(high)})`;

const minus = (difference: number): string => signed(difference, 3);

function groundWords(ground: Ground, report: BenchmarkReport): string {
  const { disclosure, auroc, fidelity, association } = report;
  const { membership, nearerToTraining, singlingOut, linkability, attributeInference } = disclosure;
  switch (ground) {
    case 'membership by distance':
      return membershipWords('distance to the closest synthetic record', membership.distance);
    case 'membership by density ratio':
      return membershipWords('density of synthetic records around it', membership.densityRatio);
    case 'records nearer to training':
      return `The share of synthetic records nearer to training records than to as many held-out ones is ${between(nearerToTraining.share)}; it is surely above ${VERDICT_LIMITS.nearerToTraining}.`;
    case 'singling out by one column':
      return riskWords('Claims about one column single out training records', singlingOut.univariate.risk);
    case 'singling out by three columns':
      return riskWords('Claims about three columns single out training records', singlingOut.multivariate.risk);
    case 'linkability':
      return riskWords('Two lists of the same patients can be linked', linkability.risk);
    case 'attribute inference':
      return riskWords('The target of training records can be inferred', attributeInference.risk);
    case 'real records teach nothing':
      return `Classifiers trained on real records reach a mean AUROC of ${between(auroc.real)}, which may be guessing.`;
    case 'utility':
      return `The difference of mean AUROC from real records is ${between(auroc.difference, minus)}: up to ${percent(Math.min(1, Math.max(0, -auroc.difference.low / (auroc.real.value - 0.5))))} of what they teach beyond guessing may be lost (useful: at most ${percent(VERDICT_LIMITS.lostByUseful)}; no better than chance: ${percent(VERDICT_LIMITS.lostByChance)} or more).`;
    case 'association':
      return `Of the association between columns ${decimal(associationKept(association.synthetic, association.real))} is kept (useful: at least ${VERDICT_LIMITS.associationOfUseful}; no better than chance: below ${VERDICT_LIMITS.associationOfChance}).`;
    case 'single columns':
      return `The shares in single columns differ by ${decimal(fidelity.tv1)} on average (useful: at most ${VERDICT_LIMITS.totalVariationOfUseful}).`;
    default:
      return ground satisfies never;
  }
}

function membershipWords(by: string, { auroc, truePositives }: BenchmarkReport['disclosure']['membership']['distance']): string {
  return `By its ${by}, a training record is told from a held-out one with an AUROC of ${between(auroc)}; with at most one false alarm in a hundred, ${truePositives.found} of ${truePositives.members} are found. The limits are ${VERDICT_LIMITS.membershipAuroc} and ${percent(VERDICT_LIMITS.truePositives)}.`;
}

const riskWords = (what: string, risk: Estimate): string => `${what} with a risk of ${between(risk)}; it is surely above ${VERDICT_LIMITS.attackRisk}.`;
