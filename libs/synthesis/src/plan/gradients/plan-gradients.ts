import { RHO_UNITS_PER_ONE, rhoUnitsFor, type Guarantee } from '@commonward/accounting';
import type { AnyDictionary } from '@commonward/schema';
import { squaredMove } from '../blocks.js';
import { forecastOf, type Forecast } from '../forecast.js';
import { clampFor, withinGuarantee } from '../noise.js';
import { checkSites } from '../pairs-plan.js';
import { countedShares, protectionFor, type Aggregation, type Protection, type Trust } from '../protection.js';
import { frozen, LARGEST_VARIANCE } from '../training-plan.js';
import { declaredSize, publicCohort } from '../workload-choice.js';
import { chooseGradients } from './gradients-choice.js';
import { gradientLength, gradientsPerUnit, networkProblem } from './discriminators.js';
import { secondsAtLargestSite } from './gradients-effort.js';
import { clippedParts, gradientsBlocks, type ClippedPart, type Clipping, type GradientsPlan } from './gradients-plan.js';
import { MOST_STEPS } from './gradients-shape.js';

export interface GradientsStudy {
  readonly study: string;
  readonly dictionary: AnyDictionary;
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  readonly aggregation: Aggregation;
  readonly sites: readonly string[];
  /** Steps of the discriminator; null for as many as records were seen to need. */
  readonly steps: number | null;
  readonly clipping: Clipping;
  /** 64 lower-case hexadecimal digits; public */
  readonly seed: string;
}

export type GradientsPlanning =
  | { readonly kind: 'planned'; readonly plan: GradientsPlan; readonly forecast: Forecast }
  | { readonly kind: 'refused'; readonly reason: string; readonly forecast: Forecast };

/** Without noise the records of four hospitals are nearly learnt in as many (docs/results.md); more steps would share the same budget. */
const USUAL_STEPS = { table: 200, image: 400, series: 400 } as const;
/** The fewest first: every weight more is a number more that bears noise. More learn more, of days most of all (docs/results.md). */
const UNITS = { table: [32], image: [8, 16], series: [6, 12, 24] } as const;
/** More than the fewest are taken where the gradient of a step can be so many times as long as its noise. */
const AMPLE_SIGNAL = 8;
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
 * @throws RangeError if there is no site, a site twice, the sites do not suffice for the trust, no network learns from such
 *   records, the steps are not a whole number within bounds, the noise is more than can be drawn, or the sums leave 32 bits
 */
export function planGradients(study: GradientsStudy): GradientsPlanning {
  const { dictionary, sites } = study;
  checkSites(sites);
  const problem = networkProblem(dictionary);
  if (problem !== null) throw new RangeError(problem);
  const steps = study.steps ?? USUAL_STEPS[dictionary.kind];
  if (!(Number.isInteger(steps) && steps >= 1 && steps <= MOST_STEPS)) throw new RangeError(`A network is trained in 1 to ${MOST_STEPS} steps, but steps is ${steps}.`);
  const terms = withUnits({ ...study, steps, protection: protectionFor({ ...study, sites: sites.length }) });
  const choice = chooseGradients(terms, { noise: noiseOf(terms), steps, length: gradientLength(terms), seconds: secondsAtLargestSite(terms) });
  if (choice.outcome === 'refused') return { kind: 'refused', reason: choice.reason, forecast: forecastOf(choice, terms, null) };
  const plan = frozen(planFor(terms));
  return { kind: 'planned', plan, forecast: forecastOf(choice, terms, plan) };
}

interface TermsButUnits extends Omit<GradientsStudy, 'steps'> {
  readonly steps: number;
  readonly protection: Protection;
}

type Terms = TermsButUnits & { readonly units: number };

/** The most units, or filters, whose gradients are far above their noise; the fewest if none are. It follows from public numbers. */
function withUnits(terms: TermsButUnits): Terms {
  const cohort = publicCohort(terms);
  const [fewest, ...more] = UNITS[terms.dictionary.kind];
  const ample = more.filter((units) => cohort !== null && cohort >= AMPLE_SIGNAL * noiseOf({ ...terms, units }));
  return { ...terms, units: Math.max(fewest, ...ample) };
}

/** Length of the noise of all sites on a step, in clipping norms. */
function noiseOf(terms: Terms): number {
  const parts = clippedParts(terms);
  const squared = stepVariances(parts, terms).reduce((sum, variance, at) => sum + variance * parts[at].length, 0);
  return Math.sqrt(terms.sites.length * squared);
}

/** Squared, how far one unit of privacy moves the sum of vectors of length 1: as many of them as a unit has records. */
const movedBy = (kind: 'counted' | 'clipped', { dictionary, guarantee }: TermsButUnits): number => squaredMove({ kind, squaredNorm: gradientsPerUnit(dictionary) ** 2 }, guarantee);

/** What the noise of one site may cost in a part of the study, times the sites whose noise counts. */
const rhoOf = (share: number, { guarantee, protection }: Terms): number => share * (rhoUnitsFor(guarantee) / RHO_UNITS_PER_ONE) * countedShares(protection);

/** Of the noise of one site on the number of records of a class, over the square of a grid. */
const classesVariance = (terms: Terms): number => movedBy('counted', terms) / (2 * rhoOf(CLASSES_SHARE, terms));

/**
 * The same of each coordinate of each part of a gradient: those that make the noise of all parts together shortest for their cost.
 * @see layerVariances, which has the derivation
 */
function stepVariances(parts: readonly ClippedPart[], terms: Terms): readonly number[] {
  const rho = rhoOf((1 - CLASSES_SHARE) / terms.steps, terms);
  const moved = parts.map(({ norm }) => norm * Math.sqrt(movedBy('clipped', terms)));
  const total = parts.reduce((sum, { length }, at) => sum + moved[at] * Math.sqrt(length), 0);
  return parts.map(({ length }, at) => (moved[at] * total) / (2 * rho * Math.sqrt(length)));
}

/** On the finest grid that leaves room for the noise and for the sums. */
function planFor(terms: Terms): GradientsPlan {
  const largest = Math.max(1, ...terms.sites.map((site) => declaredSize(terms.dictionary, site) ?? 1));
  for (let { finest: grid } = GRIDS; grid >= GRIDS.coarsest; grid /= 2) {
    const plan = planOnGrid(terms, grid);
    if (Math.max(plan.variances.classes, ...plan.variances.step) <= LARGEST_VARIANCE && plan.clampTo >= largest * grid) return plan;
  }
  throw new RangeError(`The study ${terms.study} needs more noise than can be drawn, or more room than 32-bit sums have for ${largest} patients at a site.`);
}

function planOnGrid(terms: Terms, grid: number): GradientsPlan {
  const { study, dictionary, guarantee, protection, sites, units, steps, clipping, seed } = terms;
  const onGrid = (variance: number): number => Math.ceil(grid * grid * variance);
  const planned: GradientsPlan = {
    format: 'commonward/plan/1',
    study,
    discriminator: 'network',
    encoding: 'gradients',
    dictionary,
    guarantee,
    ...protection,
    sites,
    units,
    steps,
    clipping,
    grid,
    clampTo: 1,
    variances: { classes: onGrid(classesVariance(terms)), step: stepVariances(clippedParts(terms), terms).map(onGrid) },
    part: { name: 'classes' },
    seed,
  };
  const plan = withinGuarantee(planned, (fitting) => ({ ...fitting, variances: { classes: fitting.variances.classes + 1, step: fitting.variances.step.map((variance) => variance + 1) } }));
  return { ...plan, clampTo: clampFor(sites.length, [...gradientsBlocks(plan, 'classes'), ...gradientsBlocks(plan, 'step')].map((block) => block.variance)) };
}
