import { RHO_UNITS_PER_ONE, rhoUnitsFor, type Guarantee } from '@commonward/accounting';
import type { DataDictionary, EncodedTable } from '@commonward/schema';
import { forecastOf, type Forecast } from '../forecast.js';
import { clampFor, gridFor, raised, withinGuarantee } from '../noise.js';
import { checkSites } from '../pairs-plan.js';
import { countedShares, protectionFor, type Aggregation, type Protection, type Trust } from '../protection.js';
import { frozen, LARGEST_VARIANCE, type UtilityPlan } from '../training-plan.js';
import { chooseUtility } from './utility-choice.js';
import { MODELS, squaredUtilityMove, UTILITY_BLOCKS, type Evaluated, type UtilityBlock } from './utility-plan.js';

export interface UtilityStudy {
  readonly study: string;
  readonly evaluates: Evaluated;
  readonly dictionary: DataDictionary;
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  readonly aggregation: Aggregation;
  readonly sites: readonly string[];
  /** Synthetic records for the models to learn from. */
  readonly synthetic: EncodedTable;
  /** 64 lower-case hexadecimal digits; public */
  readonly seed: string;
}

export type UtilityPlanning =
  | { readonly kind: 'planned'; readonly plan: UtilityPlan; readonly forecast: Forecast }
  | { readonly kind: 'refused'; readonly reason: string; readonly forecast: Forecast };

/** Shares of rho, which add up to 1. */
const SHARES: Readonly<Record<UtilityBlock, number>> = { confusion: 1 / 2, scores: 1 / 2 };
/** Eight classes of a score, divided where the synthetic records are, lose less than a hundredth of AUROC; more would share the same noise. */
const SCORE_CLASSES = 8;

/**
 * Plans one release by every site of how models that learnt from synthetic records do on its real ones, or says why it would tell nothing.
 *
 * Guarantee: the event of a planned release costs at most the rho of the guarantee, at each site by itself.
 * @throws RangeError if there is no site, a site twice, the sites do not suffice for the trust, the target has not two categories, or the
 *   noise or the sums do not fit
 */
export function planUtility(study: UtilityStudy): UtilityPlanning {
  checkSites(study.sites);
  const terms = { ...study, protection: protectionFor({ ...study, sites: study.sites.length }) };
  const choice = chooseUtility(terms, Math.sqrt(countVariance('confusion', terms) * study.sites.length), MODELS.length);
  if (choice.outcome === 'refused') return { kind: 'refused', reason: choice.reason, forecast: forecastOf(choice, terms, null) };
  const plan = frozen(planFor(terms));
  return { kind: 'planned', plan, forecast: forecastOf(choice, terms, plan) };
}

type Terms = UtilityStudy & { readonly protection: Protection };

/** Of the noise of one site on one count, in squared counts. */
function countVariance(block: UtilityBlock, { guarantee, protection }: Pick<Terms, 'guarantee' | 'protection'>): number {
  const rho = (rhoUnitsFor(guarantee) / RHO_UNITS_PER_ONE) * SHARES[block];
  return squaredUtilityMove({ models: MODELS, guarantee, grid: 1 }) / (2 * rho * countedShares(protection));
}

function planFor(terms: Terms): UtilityPlan {
  const { study, evaluates, dictionary, guarantee, protection, sites, synthetic, seed } = terms;
  const [confusion, scores] = UTILITY_BLOCKS.map((block) => countVariance(block, terms));
  const grid = gridFor([confusion, scores]);
  const plan: UtilityPlan = {
    format: 'commonward/plan/1',
    study,
    encoding: 'utility',
    evaluates,
    dictionary,
    guarantee,
    ...protection,
    sites,
    synthetic: { rows: synthetic.rows, codes: Buffer.from(synthetic.codes).toString('base64') },
    models: MODELS,
    scoreClasses: SCORE_CLASSES,
    grid,
    clampTo: 1,
    blocks: [
      { name: 'confusion', variance: Math.ceil(grid * grid * confusion) },
      { name: 'scores', variance: Math.ceil(grid * grid * scores) },
    ],
    seed,
  };
  return withClamp(withinGuarantee(plan, (fitting) => ({ ...fitting, blocks: [raised(fitting.blocks[0]), raised(fitting.blocks[1])] })));
}

function withClamp(plan: UtilityPlan): UtilityPlan {
  const { sites, study, grid, blocks } = plan;
  const variances = blocks.map(({ variance }) => variance);
  const clampTo = clampFor(sites.length, variances);
  if (Math.max(...variances) > LARGEST_VARIANCE || clampTo < grid) throw new RangeError(`The evaluation ${study} needs more noise than can be drawn.`);
  return { ...plan, clampTo };
}
