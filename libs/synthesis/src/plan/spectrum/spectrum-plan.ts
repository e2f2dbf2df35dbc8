import type { DiscreteGaussianEvent, Guarantee } from '@commonward/accounting';
import type { ImageSize } from './spectrum.js';

/** A run of the released vector that is clipped and noised by itself. */
export interface SpectrumBlock {
  readonly name: 'counts' | 'centres' | 'covariances' | 'details';
  readonly length: number;
  /** The clipping norm of one image, in grid steps. */
  readonly clippingNorm: number;
  /** of one site's discrete Gaussian noise on each number, in squared grid steps */
  readonly variance: number;
}

/**
 * Everything that sites and coordinator must agree on before an image is looked at. Public and frozen. K classes, J coefficients.
 *
 * A site releases twice. First how many images it has of each class, and the sums of their coefficients: [K] and [K, J]. From
 * the sums over all sites the coordinator makes each class's centre, and then every site releases the second moments about it:
 * of the lowest m coefficients all products, [K, m (m + 1) / 2], of the others the squares, [K, J - m].
 */
export interface SpectrumPlan {
  readonly format: 'commonward/spectrum/1';
  readonly study: string;
  readonly discriminator: 'moments';
  readonly encoding: 'spectrum';
  readonly image: ImageSize;
  readonly classes: readonly string[];
  /** of one site's two releases together */
  readonly guarantee: Guarantee;
  readonly sites: readonly string[];
  /** How many coefficients are learnt, J, and between how many of them the covariances, m. */
  readonly coefficients: number;
  readonly covaried: number;
  /** grid steps for a unit of the features */
  readonly grid: number;
  /** largest magnitude of a sum before noise, in grid steps */
  readonly clampTo: number;
  readonly centres: readonly SpectrumBlock[];
  readonly shapes: readonly SpectrumBlock[];
  /** 64 hexadecimal digits; public; drives sampling, never privacy noise */
  readonly seed: string;
}

export type SpectrumPart = 'centres' | 'shapes';

/** What one site's release of a part costs that site's images. */
export function spectrumEvent(plan: SpectrumPlan, part: SpectrumPart): DiscreteGaussianEvent {
  return { kind: 'discrete-gaussian', blocks: plan[part].map(({ clippingNorm, variance }) => ({ squaredSensitivity: squaredSensitivity(clippingNorm, plan.guarantee), variance })) };
}

/** A clipped vector that comes or goes; or one that goes and another, perhaps its opposite, in its place. */
export function squaredSensitivity(clippingNorm: number, { adjacency }: Guarantee): number {
  const moved = adjacency === 'add-or-remove-one' ? clippingNorm : 2 * clippingNorm;
  return moved * moved;
}

export function spectrumLength(plan: SpectrumPlan, part: SpectrumPart): number {
  return plan[part].reduce((length, block) => length + block.length, 0);
}

/** How many products a symmetric matrix over m coefficients holds. */
export const productsOf = (covaried: number): number => (covaried * (covaried + 1)) / 2;
