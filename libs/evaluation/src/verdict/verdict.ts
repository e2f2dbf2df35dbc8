import type { Estimate } from '../metrics/interval.js';
import { VERDICT_LIMITS } from './limits.js';

/** In a few words whether synthetic records are fit for use; from the gravest to the best. */
export const VERDICTS = ['discloses', 'cannot be told', 'no better than chance', 'weak', 'useful'] as const;
export type VerdictKind = (typeof VERDICTS)[number];

/** What a verdict other than useful rests on. */
export const GROUNDS = [
  'membership by distance',
  'membership by density ratio',
  'records nearer to training',
  'singling out by one column',
  'singling out by three columns',
  'linkability',
  'attribute inference',
  'real records teach nothing',
  'utility',
  'association',
  'single columns',
] as const;
export type Ground = (typeof GROUNDS)[number];

export interface Verdict {
  readonly kind: VerdictKind;
  /** None for useful records. */
  readonly grounds: readonly Ground[];
}

interface Membership {
  readonly auroc: Estimate;
  readonly truePositives: Estimate;
}

/** What is known of synthetic records, each number with its 95 % interval where it has one. */
export interface Evidence {
  readonly membership: { readonly distance: Membership; readonly densityRatio: Membership };
  readonly nearerToTraining: Estimate;
  readonly risks: { readonly univariate: Estimate; readonly multivariate: Estimate; readonly linkability: Estimate; readonly attributeInference: Estimate };
  /** Mean AUROC of classifiers trained on real records, and how much larger it is on synthetic ones. */
  readonly realAuroc: Estimate;
  readonly difference: Estimate;
  /** As `associationKept` has it. */
  readonly associationKept: number;
  /** Mean total variation of single columns. */
  readonly tv1: number;
}

/**
 * The verdict on synthetic records. Disclosure comes first: however useful they are, records that give away patients are not fit
 * for use. Each limit has to be passed by the end of the interval that speaks against the verdict: disclosure is found where it
 * is sure, usefulness is granted where it is sure.
 */
export function verdictOn(evidence: Evidence): Verdict {
  const disclosed = disclosureGrounds(evidence);
  if (disclosed.length > 0) return { kind: 'discloses', grounds: disclosed };
  if (evidence.realAuroc.low <= GUESSING) return { kind: 'cannot be told', grounds: ['real records teach nothing'] };
  const chance = grounds([
    ['utility', lostAtMost(evidence) >= VERDICT_LIMITS.lostByChance],
    ['association', evidence.associationKept < VERDICT_LIMITS.associationOfChance],
  ]);
  if (chance.length > 0) return { kind: 'no better than chance', grounds: chance };
  const weak = grounds([
    ['utility', lostAtMost(evidence) > VERDICT_LIMITS.lostByUseful],
    ['association', evidence.associationKept < VERDICT_LIMITS.associationOfUseful],
    ['single columns', evidence.tv1 > VERDICT_LIMITS.totalVariationOfUseful],
  ]);
  return weak.length > 0 ? { kind: 'weak', grounds: weak } : { kind: 'useful', grounds: [] };
}

const GUESSING = 0.5;

/** The most of what real records teach beyond guessing that may be lost, as a share of it. */
const lostAtMost = ({ difference, realAuroc }: Evidence): number => -difference.low / (realAuroc.value - GUESSING);

function disclosureGrounds({ membership, nearerToTraining, risks }: Evidence): Ground[] {
  const tells = ({ auroc, truePositives }: Membership): boolean => auroc.low > VERDICT_LIMITS.membershipAuroc || truePositives.low > VERDICT_LIMITS.truePositives;
  const risky = ({ low }: Estimate): boolean => low > VERDICT_LIMITS.attackRisk;
  return grounds([
    ['membership by distance', tells(membership.distance)],
    ['membership by density ratio', tells(membership.densityRatio)],
    ['records nearer to training', nearerToTraining.low > VERDICT_LIMITS.nearerToTraining],
    ['singling out by one column', risky(risks.univariate)],
    ['singling out by three columns', risky(risks.multivariate)],
    ['linkability', risky(risks.linkability)],
    ['attribute inference', risky(risks.attributeInference)],
  ]);
}

const grounds = (tests: readonly (readonly [Ground, boolean])[]): Ground[] => tests.flatMap(([ground, holds]) => (holds ? [ground] : []));
