import { CLIPPING_NORM, PRODUCTS, planBlocks, releasedBlocks } from '../../plan/index.js';
import type { GradientsPlan, NoisedPlan, PairsPlan, ScoresPlan, SpectrumPlan, TrainingPlan, UtilityPlan } from '../../plan/index.js';
import { exp } from '../../plan/deterministic-math.js';
import { randomisedProblem } from '../noisy-input/randomised-problem.js';
import { deviationBound, squaredNormBound } from './noise-bounds.js';
import { tableTotals } from './table-totals.js';

/** One site's release, as it came. */
export interface SiteRelease {
  readonly site: string;
  /** of the plan's length */
  readonly values: Int32Array;
}

/** A declared size is rounded, in the extreme to one digit: 149 patients may be declared as 100. */
const ROUNDING_OF_SIZES = 1.5;
/** Sums are kept clear of so many standard deviations, so no honest count is further out. */
const WIDEST_NOISE = 13;

/**
 * Why a release cannot be counts of the site's patients with the plan's noise, in one sentence; null if it can.
 *
 * Everything is judged from public numbers: the plan, and the size that the site has declared. The size also caps the site's
 * weight in the sum. Who stays within all bounds is not found: a site may count patients that it does not have.
 *
 * Guarantee: an honest release has a problem with probability of at most `falseRejectRate`.
 * @param tail natural logarithm of one over the probability that one of the checks may be wrong by; see `falseRejectRate`
 */
export function releaseProblem(release: SiteRelease, plan: TrainingPlan, tail: number): string | null {
  switch (plan.encoding) {
    case 'pairs':
      return tablesProblem(release, plan, tail);
    case 'spectrum':
    case 'scores':
      return rangeProblem(release.values, plan) ?? momentsProblem(release, plan, tail);
    case 'gradients':
      return rangeProblem(release.values, plan) ?? gradientsProblem(release, plan, tail);
    case 'utility':
      return rangeProblem(release.values, plan) ?? countsProblem(release, plan, tail);
    case 'noisy-input':
      return randomisedProblem(release, plan);
    default:
      return plan satisfies never;
  }
}

function tablesProblem({ site, values }: SiteRelease, plan: PairsPlan, tail: number): string | null {
  return rangeProblem(values, plan) ?? totalsProblem(values, plan, tail) ?? sizeProblem({ site, values }, plan, tail) ?? normProblem({ site, values }, plan, tail);
}

/** The most that one honest release is found a problem with: four checks with one tail each, and the range of every count. */
export function falseRejectRate(plan: PairsPlan, tail: number): number {
  const cells = planBlocks(plan).reduce((sum, { length }) => sum + length, 0);
  return Math.min(1, 4 * exp(-tail) + 2 * cells * exp(-(WIDEST_NOISE * WIDEST_NOISE) / 2));
}

function rangeProblem(values: Int32Array, plan: NoisedPlan): string | null {
  let start = 0;
  const outside = releasedBlocks(plan).some(({ name, length, variance }) => {
    const lowest = holdsCounts(plan) && name !== PRODUCTS ? 0 : -plan.clampTo;
    const reach = WIDEST_NOISE * Math.sqrt(variance);
    const block = values.subarray(start, (start += length));
    return block.some((value) => value < lowest - reach || value > plan.clampTo + reach);
  });
  if (!outside) return null;
  return `It holds a ${holdsCounts(plan) ? 'count' : 'sum'} that no number of ${recordsIn(plan)} and no noise of the plan can make.`;
}

function totalsProblem(values: Int32Array, plan: PairsPlan, tail: number): string | null {
  const { disagreement, tables } = tableTotals(values, plan);
  if (tables < 2 || disagreement <= squaredNormBound([{ coordinates: tables - 1, variance: 1 }], tail)) return null;
  return 'Its tables do not count the same number of patients: their totals differ by more than the noise of the plan explains.';
}

function sizeProblem({ site, values }: SiteRelease, plan: PairsPlan, tail: number): string | null {
  const { mean, variance } = tableTotals(values, plan);
  const reach = deviationBound(variance, tail);
  if (mean < -reach) return 'Its tables count fewer than no patients, by more than the noise of the plan explains.';
  if (mean <= mostPatients(site, plan) * plan.grid + reach) return null;
  return `Its tables count about ${Math.round(mean / plan.grid)} patients, more than its declared size and the noise of the plan explain.`;
}

/** Each of n patients adds a vector of at most its norm to every block. */
function normProblem({ site, values }: SiteRelease, plan: PairsPlan, tail: number): string | null {
  const blocks = planBlocks(plan);
  const squaredPatient = blocks.reduce((sum, { squaredNorm }) => sum + squaredNorm, 0);
  const noise = squaredNormBound(blocks.map(({ length, variance }) => ({ coordinates: length, variance })), tail);
  const bound = Math.sqrt(squaredPatient) * mostPatients(site, plan) + Math.sqrt(noise);
  const squaredNorm = values.reduce((sum, value) => sum + value * value, 0);
  return squaredNorm <= bound * bound ? null : 'It is larger than any tables of its patients with the noise of the plan.';
}

/** Whether all that a release under the plan holds is counted, and nothing of it can be below 0 but for noise. */
const holdsCounts = (plan: NoisedPlan): boolean => plan.encoding === 'pairs' || plan.encoding === 'utility' || (plan.encoding === 'scores' && plan.part.name === 'tables') || (plan.encoding === 'gradients' && plan.part.name === 'classes');

const RECORDS = { pairs: 'patients', spectrum: 'images', scores: 'days', gradients: 'patients', utility: 'patients' } as const;
const recordsIn = ({ encoding }: NoisedPlan): string => RECORDS[encoding];

const clippedBlocks = (plan: SpectrumPlan | ScoresPlan) => (plan.encoding === 'spectrum' ? plan[plan.part.name] : plan[plan.part.name]);

/** Each of n patients adds one to a cell of each block for each model, so a block counts at most M n. */
function countsProblem({ site, values }: SiteRelease, plan: UtilityPlan, tail: number): string | null {
  let start = 0;
  const odd = releasedBlocks(plan).find(({ length, variance }) => {
    const total = values.subarray(start, (start += length)).reduce((sum, value) => sum + value, 0);
    return total > plan.models.length * mostPatients(site, plan) * plan.grid + deviationBound(length * variance, tail);
  });
  return odd === undefined ? null : `Its ${odd.name} count more patients than its declared number and the noise of the plan explain.`;
}

/** Each of n patients adds a vector of at most its norm: one to a count, or a clipped gradient. */
function gradientsProblem({ site, values }: SiteRelease, plan: GradientsPlan, tail: number): string | null {
  // All parts of a gradient together are no longer than this.
  const norm = plan.part.name === 'classes' ? plan.grid : CLIPPING_NORM * plan.grid;
  const squaredNorm = values.reduce((sum, value) => sum + value * value, 0);
  const bound = mostPatients(site, plan) * norm + Math.sqrt(squaredNormBound(releasedBlocks(plan).map(({ length, variance }) => ({ coordinates: length, variance })), tail));
  return squaredNorm <= bound * bound ? null : `Its ${plan.part.name === 'classes' ? 'counts are' : 'gradient is'} larger than any of its declared number of patients with the noise of the plan.`;
}

/** Each of n images or days adds a vector of at most its block's norm to every block; counts of them are such a block too. */
function momentsProblem({ site, values }: SiteRelease, plan: SpectrumPlan | ScoresPlan, tail: number): string | null {
  let start = 0;
  const odd = clippedBlocks(plan).find(({ length, clippingNorm, variance }) => {
    const squaredNorm = values.subarray(start, (start += length)).reduce((sum, value) => sum + value * value, 0);
    const bound = mostPatients(site, plan) * clippingNorm + Math.sqrt(squaredNormBound([{ coordinates: length, variance }], tail));
    return squaredNorm > bound * bound;
  });
  return odd === undefined ? null : `Its ${odd.name} are larger than any of its declared number of ${recordsIn(plan)} with the noise of the plan.`;
}

/** Of a site that declares no size, what the clamp of the plan lets through. */
function mostPatients(site: string, { dictionary: { publicCohortSize }, clampTo, grid }: NoisedPlan): number {
  return Object.hasOwn(publicCohortSize, site) ? Math.max(1, ROUNDING_OF_SIZES * publicCohortSize[site]) : clampTo / grid;
}
