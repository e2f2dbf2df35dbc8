import { clippedIntegerSum, type Bounded, type Sensitive } from '@commonward/privacy';
import { featuresOf, productsOf, spectrumLength, spectrumOf, type SpectrumPart, type SpectrumPlan } from '../../plan/index.js';

/** One image and what it shows. */
export interface LabelledImage {
  /** [H, W] from 0, black, to 255, white */
  readonly pixels: ArrayLike<number>;
  /** its place in the plan's classes */
  readonly label: number;
}

/** What a site releases under a plan of images: of the round that the plan is for. */
export function boundSpectrum(images: Sensitive<Iterable<LabelledImage>>, plan: SpectrumPlan): Bounded<Int32Array> {
  switch (plan.part.name) {
    case 'centres':
      return boundCentres(images, plan);
    case 'shapes':
      return boundShapes(images, plan, Float32Array.from(plan.part.centres));
    default:
      return plan.part satisfies never;
  }
}

/** [K, J] the centre of each class, as the coordinator made them of everyone's first releases. */
export type Centres = Float32Array;

/**
 * A site's first release: how many images it has of each class, and the sums of their features.
 *
 * Guarantee: one image moves each block by at most its clipping norm; a unit of several images, of which the reader admits so many as
 * the plan charges, so many times as far. An image of another size, or of no class, counts as zero.
 * @param images each is looked at once, and one at a time: they may come from a file as they are asked for
 */
export function boundCentres(images: Sensitive<Iterable<LabelledImage>>, plan: SpectrumPlan): Bounded<Int32Array> {
  const { coefficients, dictionary: { classes } } = plan;
  return boundSums(images, { plan, part: 'centres', vectorOf: (features, label) => {
    const vector = new Float64Array(spectrumLength(plan, 'centres'));
    vector[label] = 1;
    vector.set(features, classes.length + label * coefficients);
    return vector;
  } });
}

/**
 * A site's second release: the products of the features about the centre of their class, off the diagonal times the root of 2,
 * so that a vector of products is as long as the matrix; then the squares of the other features.
 *
 * Guarantee: as above. Clipping the products of a vector with itself is clipping the vector.
 */
export function boundShapes(images: Sensitive<Iterable<LabelledImage>>, plan: SpectrumPlan, centres: Centres): Bounded<Int32Array> {
  const { coefficients, covaried, dictionary: { classes } } = plan;
  const details = coefficients - covaried;
  return boundSums(images, { plan, part: 'shapes', vectorOf: (features, label) => {
    const vector = new Float64Array(spectrumLength(plan, 'shapes'));
    const apart = features.map((feature, j) => feature - centres[label * coefficients + j]);
    setProducts(vector.subarray(label * productsOf(covaried)), apart.subarray(0, covaried));
    const squares = apart.subarray(covaried).map((value) => Math.min(value * value, LARGEST_SQUARE));
    vector.set(squares, classes.length * productsOf(covaried) + label * details);
    return vector;
  } });
}

/** A feature that is four times as far from its centre as is usual counts as if it were no further. */
const LARGEST_SQUARE = 16;

function setProducts(products: Float64Array, values: Float64Array): void {
  let at = 0;
  for (let i = 0; i < values.length; i += 1) {
    products[at++] = values[i] * values[i];
    for (let j = i + 1; j < values.length; j += 1) products[at++] = Math.SQRT2 * values[i] * values[j];
  }
}

interface Sums {
  readonly plan: SpectrumPlan;
  readonly part: SpectrumPart;
  readonly vectorOf: (features: Float64Array, label: number) => Float64Array;
}

function boundSums(images: Sensitive<Iterable<LabelledImage>>, { plan, part, vectorOf }: Sums): Bounded<Int32Array> {
  const spectrum = spectrumOf(plan.dictionary.image, plan.coefficients);
  const pixels = plan.dictionary.image.height * plan.dictionary.image.width;
  return clippedIntegerSum<LabelledImage>({
    patients: images.map(eachByItself),
    recordsPerPatient: 1,
    vectorOf: (image) => (image.pixels.length === pixels && isClass(image.label, plan) ? vectorOf(featuresOf(image.pixels, spectrum), image.label) : null),
    blocks: plan[part],
    grid: plan.grid,
    clampTo: plan.clampTo,
    adjacency: plan.guarantee.adjacency,
  });
}

const isClass = (label: number, { dictionary: { classes } }: SpectrumPlan): boolean => Number.isInteger(label) && label >= 0 && label < classes.length;

function* eachByItself(images: Iterable<LabelledImage>): Generator<readonly LabelledImage[]> {
  for (const image of images) yield [image];
}
