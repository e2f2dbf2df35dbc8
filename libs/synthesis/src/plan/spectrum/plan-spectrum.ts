import { RHO_UNITS_PER_ONE, rhoUnitsFor, type Guarantee } from '@commonward/accounting';
import type { ImageDictionary } from '@commonward/schema';
import { forecastOf, type Forecast } from '../forecast.js';
import { clampFor, raised, withinGuarantee } from '../noise.js';
import { checkSites } from '../pairs-plan.js';
import { countedShares, protectionFor, type Aggregation, type Protection, type Trust } from '../protection.js';
import { frozen, LARGEST_VARIANCE, type SpectrumPlan } from '../training-plan.js';
import { chooseSpectrum, MOST_COVARIED } from './spectrum-choice.js';
import { imagesPerUnit, productsOf, squaredSensitivity, type SpectrumBlock } from './spectrum-plan.js';

export interface SpectrumStudy {
  readonly study: string;
  readonly dictionary: ImageDictionary;
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  readonly aggregation: Aggregation;
  readonly sites: readonly string[];
  /** 64 lower-case hexadecimal digits; public */
  readonly seed: string;
}

export type SpectrumStudyTerms = SpectrumStudy & { readonly protection: Protection };

export type SpectrumPlanning =
  | { readonly kind: 'planned'; readonly plan: SpectrumPlan; readonly forecast: Forecast }
  | { readonly kind: 'refused'; readonly reason: string; readonly forecast: Forecast };

const COEFFICIENTS = 256;

type Shares = Readonly<Record<SpectrumBlock['name'], number>>;

/** Shares of rho, which add up to 1: as many as can be covaried, and the centres are nearly as good as without noise. */
const FINE: Shares = { counts: 0.018, centres: 0.102, covariances: 0.78, details: 0.1 };
/** There is too much noise for that, and most of what is wrong with an image then is the centre of its class (docs/results.md). */
const COARSE: Shares = { counts: 0.02, centres: 0.3, covariances: 0.66, details: 0.02 };

const sharesFor = (covaried: number): Shares => (covaried === MOST_COVARIED ? FINE : COARSE);

/** So fine that truncation shortens a product of two features of ordinary size by about a five-hundredth. */
const GRID = 256;

/**
 * Plans the first of the two releases of each site, or says why they would be useless. What the second one is about follows from
 * the first; its charges are in this plan already.
 *
 * Guarantee: the events of both cost together at most the rho of the guarantee, at each site by itself or in the sum that the
 * protection counts on.
 * Clipping norms, shares and the fall-off of frequencies are constants that were measured on chest X-rays of 28 x 28 pixels; the
 * size of the covariance follows from public numbers by the noise rule.
 * @throws RangeError if there is no site, a site twice, the sites do not suffice for the trust, the images are too small, the noise is
 *   more than can be drawn, or the sums leave 32 bits
 */
export function planSpectrum(study: SpectrumStudy): SpectrumPlanning {
  const { dictionary, guarantee, sites } = study;
  checkSites(sites);
  const { height, width } = dictionary.image;
  if (height * width < COEFFICIENTS) throw new RangeError(`Images of ${height} x ${width} pixels have fewer than the ${COEFFICIENTS} coefficients that are learnt; bring them to at least 16 x 16.`);
  const terms = { ...study, protection: protectionFor({ ...study, sites: sites.length }) };
  const { choice, covaried } = chooseSpectrum({ dictionary, guarantee, sites }, (m) => noiseVariance(covarianceNorm(m), sharesFor(m).covariances, terms));
  if (covaried === null) return { kind: 'refused', reason: choice.reason, forecast: forecastOf(choice, terms, null) };
  const plan = frozen(planFor(terms, covaried));
  return { kind: 'planned', plan, forecast: forecastOf(choice, terms, plan) };
}

/** Of one site's noise on one number, in squared units of the features. */
function noiseVariance(clippingNorm: number, share: number, { guarantee, dictionary, protection }: SpectrumStudyTerms): number {
  const moved = clippingNorm * imagesPerUnit(dictionary) * (guarantee.adjacency === 'add-or-remove-one' ? 1 : 2);
  return (moved * moved) / (2 * (rhoUnitsFor(guarantee) / RHO_UNITS_PER_ONE) * share * countedShares(protection));
}

const centreNorm = (): number => 1.28 * Math.sqrt(COEFFICIENTS);
/** Features are clipped to .65 sqrt(m), and the length of the products of a vector with itself is its squared length. */
const covarianceNorm = (covaried: number): number => 0.65 ** 2 * covaried;
const detailNorm = (covaried: number): number => 3 * Math.sqrt(COEFFICIENTS - covaried);

function planFor(terms: SpectrumStudyTerms, covaried: number): SpectrumPlan {
  const { study, dictionary, guarantee, protection, sites, seed } = terms;
  const block = <Name extends SpectrumBlock['name']>(name: Name, { each, norm }: { readonly each: number; readonly norm: number }): SpectrumBlock<Name> => {
    const clippingNorm = Math.floor(norm * GRID);
    const variance = Math.ceil(GRID * GRID * noiseVariance(clippingNorm / GRID, sharesFor(covaried)[name], terms));
    return { name, length: dictionary.classes.length * each, clippingNorm, variance };
  };
  const plan: SpectrumPlan = {
    format: 'commonward/plan/1',
    study,
    discriminator: 'moments',
    encoding: 'spectrum',
    dictionary,
    guarantee,
    ...protection,
    sites,
    coefficients: COEFFICIENTS,
    covaried,
    grid: GRID,
    clampTo: 1,
    centres: [block('counts', { each: 1, norm: 1 }), block('centres', { each: COEFFICIENTS, norm: centreNorm() })],
    shapes: [block('covariances', { each: productsOf(covaried), norm: covarianceNorm(covaried) }), block('details', { each: COEFFICIENTS - covaried, norm: detailNorm(covaried) })],
    part: { name: 'centres' },
    seed,
  };
  return withClamp(withinGuarantee(plan, (fitting) => {
    const { centres: [counts, centres], shapes: [covariances, details] } = fitting;
    return { ...fitting, centres: [raised(counts), raised(centres)], shapes: [raised(covariances), raised(details)] };
  }));
}

function withClamp(plan: SpectrumPlan): SpectrumPlan {
  const { sites, study, centres, shapes } = plan;
  const variances = [...centres, ...shapes].map(({ variance }) => variance);
  const clampTo = clampFor(sites.length, variances);
  const furthest = Math.max(...[...centres, ...shapes].map(({ clippingNorm }) => Math.sqrt(squaredSensitivity(clippingNorm, plan))));
  if (Math.max(...variances) > LARGEST_VARIANCE || clampTo < furthest) throw new RangeError(`The study ${study} needs more noise than can be drawn.`);
  return { ...plan, clampTo };
}
