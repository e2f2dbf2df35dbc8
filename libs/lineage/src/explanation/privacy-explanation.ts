import {
  deltaRefusal,
  epsilonOf,
  gdpAccountant,
  mostFound,
  pldAccountant,
  RHO_UNITS_PER_ONE,
  rhoUnits,
  zcdpAccountant,
  type Accountant,
  type Guarantee,
} from '@commonward/accounting';
import { studyEventOf, overlappingRhoUnits, viewsOfPlan, type PlanViews, type TrainingPlan } from '@commonward/synthesis/plan';
import { assumptionsOf, notProtectedBy, postProcessingWords, trustWords } from '../privacy-words.js';

/** One accountant's figure at the plan's delta; epsilon is null where it has no theorem, and the reason says so. */
export interface Figure {
  readonly accountant: Accountant['name'];
  readonly standing: Accountant['standing'];
  /** Ledgers add up this one. */
  readonly booked: boolean;
  readonly epsilon: number | null;
  readonly reason: string | null;
}

/** What a plan promises to the patients of each of its sites: numbers and fixed sentences, from the plan alone. */
export interface PrivacyExplanation {
  readonly format: 'commonward/privacy-explanation/1';
  readonly study: string;
  readonly sites: readonly string[];
  readonly guarantee: Guarantee;
  readonly rhoUnits: number;
  readonly figures: readonly Figure[];
  /** Shares from 0 to 1; from the booked figure. */
  readonly tradeOff: readonly { readonly wronglyAccused: number; readonly found: number }[];
  readonly aggregation: TrainingPlan['aggregation'];
  readonly views: PlanViews;
  /** For a patient whose record is at every site. */
  readonly overlapping: { readonly sites: number; readonly epsilon: number };
  /** Of sites that declare a cohort size for which the plan's delta is too large. */
  readonly deltaRefusals: readonly { readonly site: string; readonly reason: string }[];
  readonly trust: string;
  readonly postProcessing: string;
  readonly assumptions: readonly string[];
  readonly notProtected: readonly string[];
}

const WRONGLY_ACCUSED = [0.01, 0.05, 0.1];

/** @param plan validated */
export function explainPlan(plan: TrainingPlan): PrivacyExplanation {
  const { guarantee, sites, study } = plan;
  const units = rhoUnits(studyEventOf(plan));
  return {
    format: 'commonward/privacy-explanation/1',
    study,
    sites,
    guarantee,
    rhoUnits: units,
    figures: [zcdpAccountant, pldAccountant, gdpAccountant].map((accountant) => figureOf(accountant, plan)),
    tradeOff: tradeOffOf(plan),
    aggregation: plan.aggregation,
    views: viewsOfPlan(plan),
    overlapping: { sites: sites.length, epsilon: epsilonOf({ rho: overlappingRhoUnits(plan, sites.length) / RHO_UNITS_PER_ONE, delta: guarantee.delta }) },
    deltaRefusals: deltaRefusalsOf(plan),
    trust: trustWords(plan),
    postProcessing: postProcessingWords,
    assumptions: assumptionsOf(plan),
    notProtected: notProtectedBy(plan),
  };
}

function figureOf(accountant: Accountant, plan: TrainingPlan): Figure {
  const { name, standing } = accountant;
  const answer = accountant.account(studyEventOf(plan), plan.guarantee.adjacency);
  const common = { accountant: name, standing, booked: name === 'zcdp' };
  if (answer.kind === 'refused') return { ...common, epsilon: null, reason: answer.reason };
  return { ...common, epsilon: answer.epsilonAt(plan.guarantee.delta), reason: null };
}

function tradeOffOf(plan: TrainingPlan): PrivacyExplanation['tradeOff'] {
  const curve = zcdpAccountant.account(studyEventOf(plan), plan.guarantee.adjacency);
  return curve.kind === 'refused' ? [] : WRONGLY_ACCUSED.map((wronglyAccused) => ({ wronglyAccused, found: mostFound(curve, wronglyAccused) }));
}

function deltaRefusalsOf({ dictionary, guarantee, sites }: TrainingPlan): PrivacyExplanation['deltaRefusals'] {
  return sites.flatMap((site) => {
    if (!Object.hasOwn(dictionary.publicCohortSize, site)) return [];
    const reason = deltaRefusal({ delta: guarantee.delta, publicCohortSize: dictionary.publicCohortSize[site] });
    return reason === null ? [] : [{ site, reason }];
  });
}
