import type { SpectrumPlan } from '../../plan/index.js';
import type { CentreSignal } from './absorb-centres.js';
import type { ClassShape } from './absorb-shapes.js';
import { symmetricEigen } from './symmetric-eigen.js';

/**
 * Draws the features of an image of class k as centre + spread g + sqrt(alone) g', with standard normal g and g': the images of
 * highest entropy with the released moments.
 *
 * All parameters are float32: the bytes are the whole generator, and whoever reads them draws the same images.
 */
export interface ImageGenerator {
  readonly classes: readonly ClassGenerator[];
}

export interface ClassGenerator {
  /** estimated from the noised counts */
  readonly images: number;
  /** [J] */
  readonly centre: Float32Array;
  /** [m, m]: row r is the r-th direction in which images spread, as long as its standard deviation */
  readonly spread: Float32Array;
  /** [J] variance of what each coefficient does by itself */
  readonly alone: Float32Array;
}

/** @param contributors how many sites' first releases are in the signal */
export function imageGenerator({ plan, signal, shapes, contributors }: { readonly plan: SpectrumPlan; readonly signal: CentreSignal; readonly shapes: readonly ClassShape[]; readonly contributors: number }): ImageGenerator {
  const { coefficients, grid, centres } = plan;
  const noise = (centres[1].variance * contributors) / grid / grid;
  const classes = shapes.map(({ together, alone, details }, k) => {
    const images = signal.images[k];
    const centre = signal.centres.subarray(k * coefficients, (k + 1) * coefficients);
    return {
      images: Math.fround(images),
      centre: centre.map((value) => shrunkMean(value, noise / images / images)),
      spread: spreadOf(together),
      alone: Float32Array.of(...alone, ...details),
    };
  });
  return { classes };
}

/** James and Stein's estimate of a mean, one coefficient at a time: what noise alone explains is dropped. */
const shrunkMean = (value: number, variance: number): number => value * Math.max(0, 1 - variance / Math.max(value * value, 1e-12));

function spreadOf(together: Float64Array): Float32Array {
  const { values, vectors } = symmetricEigen(together);
  return Float32Array.from(vectors, (value, at) => value * Math.sqrt(Math.max(values[Math.floor(at / values.length)], 0)));
}

/** The generator as little-endian float32, class by class: images, centre, spread, alone. */
export function imageGeneratorBytes({ classes }: ImageGenerator): Uint8Array {
  const numbers = classes.flatMap(({ images, centre, spread, alone }) => [images, ...centre, ...spread, ...alone]);
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((value, at) => view.setFloat32(4 * at, value, true));
  return new Uint8Array(view.buffer);
}
