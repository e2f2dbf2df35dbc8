import { RHO_UNITS_PER_ONE, rhoUnitsFor, type Guarantee } from '@commonward/accounting';
import { tableLayout, type DataDictionary } from '@commonward/schema';
import { forecastOf, type Forecast } from '../forecast.js';
import { clampFor, withinGuarantee } from '../noise.js';
import { checkSites } from '../pairs-plan.js';
import { countedShares, protectionFor, type Aggregation, type Protection, type Trust } from '../protection.js';
import { frozen, LARGEST_VARIANCE } from '../training-plan.js';
import { declaredSize } from '../workload-choice.js';
import { chooseGradients } from './gradients-choice.js';
import { gradientLength, gradientsBlocks, type GradientsPlan, type GradientsStage } from './gradients-plan.js';
import { MOST_STEPS } from './gradients-shape.js';

export interface GradientsStudy {
  readonly study: string;
  readonly dictionary: DataDictionary;
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  readonly aggregation: Aggregation;
  readonly sites: readonly string[];
  /** Steps of the discriminator; null for as many as records were seen to need. */
  readonly steps: number | null;
  /** 64 lower-case hexadecimal digits; public */
  readonly seed: string;
}

export type GradientsPlanning =
  | { readonly kind: 'planned'; readonly plan: GradientsPlan; readonly forecast: Forecast }
  | { readonly kind: 'refused'; readonly reason: string; readonly forecast: Forecast };

/** Without noise the records of four hospitals are nearly learnt in as many (docs/results.md); more steps would share the same budget. */
const USUAL_STEPS = 200;
const UNITS = 32;
/** How many records are in each class is known well enough with a fiftieth of rho. */
const CLASSES_SHARE = 0.02;
/** A coordinate of a clipped gradient of a few thousand is hundreds of steps of the finest grid; rounding takes a fiftieth off in the coarsest. */
const GRIDS = { finest: 2 ** 15, coarsest: 2 ** 11 };

/**
 * Plans the first of the rounds in which a neural discriminator is trained, or says why it would learn nothing. The plan of each later
 * round follows from the releases before it; its charges are in this plan already.
 *
 * Guarantee: the events of all rounds cost together at most the rho of the guarantee, at each site by itself or in the sum that the
 * protection counts on.
 * @throws RangeError if there is no site, a site twice, the sites do not suffice for the trust, the dictionary has no target among
 *   other columns, the steps are not a whole number within bounds, the noise is more than can be drawn, or the sums leave 32 bits
 */
export function planGradients(study: GradientsStudy): GradientsPlanning {
  const { dictionary, sites } = study;
  checkSites(sites);
  const steps = study.steps ?? USUAL_STEPS;
  if (!(Number.isInteger(steps) && steps >= 1 && steps <= MOST_STEPS)) throw new RangeError(`A network is trained in 1 to ${MOST_STEPS} steps, but steps is ${steps}.`);
  if (tableLayout(dictionary).target === -1 || dictionary.columns.length < 2) throw new RangeError('A network is trained on tables with a target and at least one other column.');
  const terms = { ...study, steps, protection: protectionFor({ ...study, sites: sites.length }) };
  const length = gradientLength({ dictionary, units: UNITS });
  const noise = Math.sqrt(relativeVariance('step', terms) * sites.length * length);
  const choice = chooseGradients(terms, { noise, steps, length });
  if (choice.outcome === 'refused') return { kind: 'refused', reason: choice.reason, forecast: forecastOf(choice, terms, null) };
  const plan = frozen(planFor(terms));
  return { kind: 'planned', plan, forecast: forecastOf(choice, terms, plan) };
}

type Terms = Omit<GradientsStudy, 'steps'> & { readonly steps: number; readonly protection: Protection };

/** Of the noise of one site on one number of a round, over the square of a grid. */
function relativeVariance(part: GradientsStage['name'], { guarantee, protection, steps }: Pick<Terms, 'guarantee' | 'protection' | 'steps'>): number {
  const share = part === 'classes' ? CLASSES_SHARE : (1 - CLASSES_SHARE) / steps;
  const rho = (rhoUnitsFor(guarantee) / RHO_UNITS_PER_ONE) * share;
  // A count of one record and a clipped gradient move by the same squared length, but where a record is replaced: then the gradient may be turned round.
  const move = guarantee.adjacency === 'add-or-remove-one' ? 1 : part === 'classes' ? 2 : 4;
  return move / (2 * rho * countedShares(protection));
}

/** On the finest grid that leaves room for the noise and for the sums. */
function planFor(terms: Terms): GradientsPlan {
  const largest = Math.max(1, ...terms.sites.map((site) => declaredSize(terms.dictionary, site) ?? 1));
  for (let { finest: grid } = GRIDS; grid >= GRIDS.coarsest; grid /= 2) {
    const plan = planOnGrid(terms, grid);
    if (Math.max(plan.variances.classes, plan.variances.step) <= LARGEST_VARIANCE && plan.clampTo >= largest * grid) return plan;
  }
  throw new RangeError(`The study ${terms.study} needs more noise than can be drawn, or more room than 32-bit sums have for ${largest} patients at a site.`);
}

function planOnGrid(terms: Terms, grid: number): GradientsPlan {
  const { study, dictionary, guarantee, protection, sites, steps, seed } = terms;
  const variance = (part: GradientsStage['name']): number => Math.ceil(grid * grid * relativeVariance(part, terms));
  const planned: GradientsPlan = {
    format: 'commonward/plan/1',
    study,
    discriminator: 'network',
    encoding: 'gradients',
    dictionary,
    guarantee,
    ...protection,
    sites,
    units: UNITS,
    steps,
    grid,
    clampTo: 1,
    variances: { classes: variance('classes'), step: variance('step') },
    part: { name: 'classes' },
    seed,
  };
  const plan = withinGuarantee(planned, (fitting) => ({ ...fitting, variances: { classes: fitting.variances.classes + 1, step: fitting.variances.step + 1 } }));
  return { ...plan, clampTo: clampFor(sites.length, [...gradientsBlocks(plan, 'classes'), ...gradientsBlocks(plan, 'step')].map((block) => block.variance)) };
}
