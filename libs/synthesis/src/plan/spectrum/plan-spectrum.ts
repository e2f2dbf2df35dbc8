import { RHO_UNITS_PER_ONE, rhoUnits, rhoUnitsFor, type Guarantee } from '@commonward/accounting';
import { frozen, LARGEST_VARIANCE } from '../training-plan.js';
import { NOISE_HEADROOM, SUM_LIMIT } from '../noise.js';
import { productsOf, spectrumEvent, squaredSensitivity, type SpectrumBlock, type SpectrumPlan } from './spectrum-plan.js';
import type { ImageSize } from './spectrum.js';

export interface SpectrumStudy {
  readonly study: string;
  readonly image: ImageSize;
  readonly classes: readonly string[];
  readonly guarantee: Guarantee;
  readonly sites: readonly string[];
  /** Declared public number of images at all sites together. */
  readonly images: number;
  /** How many honest sites' noise together makes the noise of the guarantee: 1 if each site adds all of it. */
  readonly honestSites: number;
  /** 64 lower-case hexadecimal digits; public */
  readonly seed: string;
}

export type SpectrumPlanning =
  | { readonly kind: 'planned'; readonly plan: SpectrumPlan; readonly relativeNoise: number }
  | { readonly kind: 'refused'; readonly reason: string; readonly relativeNoise: number };

const COEFFICIENTS = 256;
const COVARIED = [144, 100, 64, 36] as const;
/** Noise in the spectrum of a covariance matrix, as a multiple of a feature's own variance of about 1. */
const MOST_NOISE = 0.8;
const USELESS_NOISE = 4;

/** Shares of rho, which add up to 1. */
const SHARES = { counts: 0.018, centres: 0.102, covariances: 0.78, details: 0.1 } as const;

/** So fine that truncation shortens a product of two features of ordinary size by about a five-hundredth. */
const GRID = 256;

/**
 * Plans the two releases of each site, or says why they would be useless.
 *
 * Guarantee: the events of both cost together at most the rho of the guarantee, in the sum of `honestSites` sites' noise.
 * Clipping norms, shares and the fall-off of frequencies are constants that were measured on chest X-rays of 28 x 28 pixels; the
 * size of the covariance follows from public numbers by the noise rule.
 * @throws RangeError if the noise is more than can be drawn, or the sums leave 32 bits
 */
export function planSpectrum(terms: SpectrumStudy): SpectrumPlanning {
  const levels = COVARIED.map((covaried) => ({ covaried, noise: relativeNoise(terms, covaried) }));
  const chosen = levels.find(({ noise }) => noise <= MOST_NOISE) ?? levels[levels.length - 1];
  if (chosen.noise > USELESS_NOISE) return { kind: 'refused', reason: refusal(terms, chosen.noise), relativeNoise: chosen.noise };
  return { kind: 'planned', plan: frozen(planFor(terms, chosen.covaried)), relativeNoise: chosen.noise };
}

function refusal({ images, sites, guarantee: { epsilon, delta } }: SpectrumStudy, noise: number): string {
  return `${images} images at ${sites.length} sites are too few for epsilon ${epsilon} and delta ${delta}: even between ${COVARIED[COVARIED.length - 1]} coefficients the noise would be ${noise.toFixed(1)} times the content, more than ${USELESS_NOISE}.`;
}

/** Noise of the largest eigenvalue of the summed covariances over an ordinary one: sigma sqrt(m S) / n. */
function relativeNoise({ guarantee, honestSites, sites, images }: SpectrumStudy, covaried: number): number {
  const variance = noiseVariance(covarianceNorm(covaried), SHARES.covariances, guarantee) / honestSites;
  return Math.sqrt(variance * sites.length * covaried) / images;
}

/** In squared units of the features. */
function noiseVariance(clippingNorm: number, share: number, guarantee: Guarantee): number {
  return squaredSensitivity(clippingNorm, guarantee) / (2 * (rhoUnitsFor(guarantee) / RHO_UNITS_PER_ONE) * share);
}

const centreNorm = (): number => 1.28 * Math.sqrt(COEFFICIENTS);
/** Features are clipped to .65 sqrt(m), and the length of the products of a vector with itself is its squared length. */
const covarianceNorm = (covaried: number): number => 0.65 ** 2 * covaried;
const detailNorm = (covaried: number): number => 3 * Math.sqrt(COEFFICIENTS - covaried);

function planFor({ study, image, classes, guarantee, sites, honestSites, seed }: SpectrumStudy, covaried: number): SpectrumPlan {
  const block = (name: SpectrumBlock['name'], { each, norm }: { readonly each: number; readonly norm: number }): SpectrumBlock => {
    const clippingNorm = Math.floor(norm * GRID);
    const variance = Math.ceil((GRID * GRID * noiseVariance(clippingNorm / GRID, SHARES[name], guarantee)) / honestSites);
    return { name, length: classes.length * each, clippingNorm, variance };
  };
  const plan: SpectrumPlan = {
    format: 'commonward/spectrum/1',
    study,
    discriminator: 'moments',
    encoding: 'spectrum',
    image,
    classes,
    guarantee,
    sites,
    coefficients: COEFFICIENTS,
    covaried,
    grid: GRID,
    clampTo: 1,
    centres: [block('counts', { each: 1, norm: 1 }), block('centres', { each: COEFFICIENTS, norm: centreNorm() })],
    shapes: [block('covariances', { each: productsOf(covaried), norm: covarianceNorm(covaried) }), block('details', { each: COEFFICIENTS - covaried, norm: detailNorm(covaried) })],
    seed,
  };
  return { ...withinGuarantee(plan, honestSites), clampTo: clampFor(plan) };
}

/** Rounding alone can put the two events above the guarantee: then every variance is raised by a step. */
function withinGuarantee(plan: SpectrumPlan, honestSites: number): SpectrumPlan {
  let fitting = plan;
  while (bookedUnits(fitting, honestSites) > rhoUnitsFor(plan.guarantee)) fitting = { ...fitting, centres: raised(fitting.centres), shapes: raised(fitting.shapes) };
  return fitting;
}

const raised = (blocks: readonly SpectrumBlock[]): readonly SpectrumBlock[] => blocks.map((block) => ({ ...block, variance: block.variance + 1 }));

/** What both parts cost together in the sum of that many sites' noise. */
function bookedUnits(plan: SpectrumPlan, honestSites: number): number {
  const together = (part: 'centres' | 'shapes') => {
    const event = spectrumEvent(plan, part);
    return rhoUnits({ ...event, blocks: event.blocks.map(({ squaredSensitivity: moved, variance }) => ({ squaredSensitivity: moved, variance: variance * honestSites })) });
  };
  return together('centres') + together('shapes');
}

function clampFor({ sites, centres, shapes, study }: SpectrumPlan): number {
  const largest = Math.max(...[...centres, ...shapes].map(({ variance }) => variance));
  const clamp = Math.floor(SUM_LIMIT / sites.length - NOISE_HEADROOM * Math.sqrt(largest)) - 1;
  if (largest > LARGEST_VARIANCE || clamp < 1) throw new RangeError(`The study ${study} needs more noise than can be drawn.`);
  return clamp;
}
