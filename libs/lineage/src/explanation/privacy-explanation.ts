import {
  deltaRefusal,
  epsilonOf,
  gdpAccountant,
  mostFound,
  pldAccountant,
  RHO_UNITS_PER_ONE,
  rhoUnits,
  viewsOf,
  zcdpAccountant,
  type Accountant,
  type Guarantee,
  type View,
} from '@commonward/accounting';
import { eventOf, planBlocks, type TrainingPlan } from '@commonward/synthesis/plan';
import { assumptions, notProtected, postProcessingWords, trustWords } from '../privacy-words.js';

/** One accountant's figure at the plan's delta; epsilon is null where it has no theorem, and the reason says so. */
export interface Figure {
  readonly accountant: Accountant['name'];
  readonly standing: Accountant['standing'];
  /** Ledgers add up this one. */
  readonly booked: boolean;
  readonly epsilon: number | null;
  readonly reason: string | null;
}

/** What somebody with a certain part of the noise could learn. */
export interface ExplainedView extends View {
  readonly rho: number;
  readonly epsilon: number;
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
  readonly views: { readonly corrupted: number; readonly alone: ExplainedView; readonly coalition: ExplainedView; readonly allHonest: ExplainedView };
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
/** How many sites are taken to be against the one whose patients are protected, besides the coordinator. */
const CORRUPTED = 1;

/** @param plan validated */
export function explainPlan(plan: TrainingPlan): PrivacyExplanation {
  const { guarantee, sites, study } = plan;
  const units = rhoUnits(eventOf(plan));
  return {
    format: 'commonward/privacy-explanation/1',
    study,
    sites,
    guarantee,
    rhoUnits: units,
    figures: [zcdpAccountant, pldAccountant, gdpAccountant].map((accountant) => figureOf(accountant, plan)),
    tradeOff: tradeOffOf(plan),
    views: explainedViews(plan),
    overlapping: { sites: sites.length, epsilon: epsilonOf({ rho: (units * sites.length) / RHO_UNITS_PER_ONE, delta: guarantee.delta }) },
    deltaRefusals: deltaRefusalsOf(plan),
    trust: trustWords,
    postProcessing: postProcessingWords,
    assumptions,
    notProtected,
  };
}

function figureOf(accountant: Accountant, plan: TrainingPlan): Figure {
  const { name, standing } = accountant;
  const answer = accountant.account(eventOf(plan), plan.guarantee.adjacency);
  const common = { accountant: name, standing, booked: name === 'zcdp' };
  if (answer.kind === 'refused') return { ...common, epsilon: null, reason: answer.reason };
  return { ...common, epsilon: answer.epsilonAt(plan.guarantee.delta), reason: null };
}

function tradeOffOf(plan: TrainingPlan): PrivacyExplanation['tradeOff'] {
  const curve = zcdpAccountant.account(eventOf(plan), plan.guarantee.adjacency);
  return curve.kind === 'refused' ? [] : WRONGLY_ACCUSED.map((wronglyAccused) => ({ wronglyAccused, found: mostFound(curve, wronglyAccused) }));
}

function explainedViews(plan: TrainingPlan): PrivacyExplanation['views'] {
  const blocks = planBlocks(plan).map(({ squaredSensitivity, variance, length }) => ({ squaredSensitivity, variance, coordinates: length }));
  const corrupted = Math.min(CORRUPTED, plan.sites.length - 1);
  const views = viewsOf({ blocks, sites: plan.sites.length, corrupted });
  const explained = (view: View): ExplainedView => {
    const rho = view.rhoUnits / RHO_UNITS_PER_ONE;
    return { ...view, rho, epsilon: epsilonOf({ rho, delta: plan.guarantee.delta }) };
  };
  return { corrupted, alone: explained(views.alone), coalition: explained(views.coalition), allHonest: explained(views.allHonest) };
}

function deltaRefusalsOf({ dictionary, guarantee, sites }: TrainingPlan): PrivacyExplanation['deltaRefusals'] {
  return sites.flatMap((site) => {
    if (!Object.hasOwn(dictionary.publicCohortSize, site)) return [];
    const reason = deltaRefusal({ delta: guarantee.delta, publicCohortSize: dictionary.publicCohortSize[site] });
    return reason === null ? [] : [{ site, reason }];
  });
}
