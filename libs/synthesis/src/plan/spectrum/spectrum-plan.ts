import { sensitivityOfUnit, type Guarantee } from '@commonward/accounting';
import type { ImageDictionary } from '@commonward/schema';

/** A run of the released vector that is clipped and noised by itself. */
export interface SpectrumBlock<Name extends string = 'counts' | 'centres' | 'covariances' | 'details'> {
  readonly name: Name;
  readonly length: number;
  /** The clipping norm of one image, in grid steps. */
  readonly clippingNorm: number;
  /** of one site's discrete Gaussian noise on each number, in squared grid steps */
  readonly variance: number;
}

/** The round that a plan is for. The second one holds what the coordinator made of the first: [K, J], each a float32. */
export type SpectrumStage = { readonly name: 'centres' } | { readonly name: 'shapes'; readonly centres: readonly number[] };

/**
 * What a plan of images says beside its protection. K classes, J coefficients.
 *
 * A site releases twice, each time under a plan of its own. First how many images it has of each class, and the sums of their
 * coefficients: [K] and [K, J]. From the sums over all sites the coordinator makes each class's centre, and then every site releases
 * the second moments about it: of the lowest m coefficients all products, [K, m (m + 1) / 2], of the others the squares, [K, J - m].
 * Both plans name the charges of both releases, so that a site knows what the study costs before it pays for the first.
 */
export interface SpectrumTerms {
  readonly format: 'commonward/plan/1';
  readonly study: string;
  readonly discriminator: 'moments';
  readonly encoding: 'spectrum';
  readonly dictionary: ImageDictionary;
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
  readonly centres: readonly [SpectrumBlock<'counts'>, SpectrumBlock<'centres'>];
  readonly shapes: readonly [SpectrumBlock<'covariances'>, SpectrumBlock<'details'>];
  readonly part: SpectrumStage;
  /** 64 hexadecimal digits; public; drives sampling, never privacy noise */
  readonly seed: string;
}

export type SpectrumPart = SpectrumStage['name'];

/** The two rounds of a study of images, in their order. */
export const SPECTRUM_PARTS = ['centres', 'shapes'] as const satisfies readonly SpectrumPart[];

/** How many images of one unit of privacy are used at most, and therefore charged. */
export function imagesPerUnit({ unit, imagesPerPatient }: ImageDictionary): number {
  return unit === 'patient' && imagesPerPatient !== null ? imagesPerPatient : 1;
}

/**
 * How far one unit of privacy moves a block, squared, in grid steps: each of its images is a clipped vector that comes or goes, or
 * goes while another, perhaps its opposite, takes its place.
 */
export function squaredSensitivity(clippingNorm: number, { guarantee, dictionary }: Pick<SpectrumTerms, 'guarantee' | 'dictionary'>): number {
  const bound = { unit: guarantee.unit, maxRecords: imagesPerUnit(dictionary) };
  return sensitivityOfUnit({ bound, record: { l1: clippingNorm, squaredL2: clippingNorm * clippingNorm }, adjacency: guarantee.adjacency }).squaredL2;
}

export function spectrumLength(plan: Pick<SpectrumTerms, SpectrumPart>, part: SpectrumPart): number {
  return plan[part].reduce((length, block) => length + block.length, 0);
}

/** How many products a symmetric matrix over m coefficients holds. */
export const productsOf = (covaried: number): number => (covaried * (covaried + 1)) / 2;
