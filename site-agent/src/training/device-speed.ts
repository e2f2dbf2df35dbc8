import { imageDiscriminator, type BatchedNetworkOptions, type GradientSource } from '@commonward/networks';
import { Sensitive, systemRandom } from '@commonward/privacy';
import type { GradientPlan } from '@commonward/synthesis/plan';
import { networkStep } from '@commonward/synthesis/site/networks';

const [SIDE, CLASSES, FILTERS] = [28, 2, 16];

/** The largest network that a study of small images asks a site for. */
export const typicalNetwork = {
  description: `a network of ${SIDE} x ${SIDE} pixels and ${FILTERS} filters`,
  network: imageDiscriminator({ shape: { height: SIDE, width: SIDE, classes: CLASSES }, levels: 2, filters: FILTERS }),
  features: SIDE * SIDE + CLASSES,
} satisfies Omit<BatchedNetworkOptions, 'microbatch'> & { description: string };

const BATCHES_EACH = 4;
const LEAST_SECONDS = 3;

/** How many images that nobody took this site clips the gradients of in a second, with everything that a release takes. */
export function imagesPerSecond(source: GradientSource): number {
  const numbers = (count: number, size: number): Float32Array => Float32Array.from({ length: count }, (_, i) => size * Math.sin(i));
  const images = Array.from({ length: BATCHES_EACH * source.atOnce * source.microbatch }, (_, i) => [numbers(source.features, 1 / (1 + (i % 2)))]);
  const parameters = numbers(source.parameterCount, 0.05);
  const step = (): unknown => networkStep(Sensitive.of(images), { plan: planOf(parameters.length), source, parameters, rowOf: (row) => row, random: systemRandom });
  step();
  const start = performance.now();
  let [count, seconds] = [0, 0];
  do {
    step();
    count += images.length;
    seconds = (performance.now() - start) / 1000;
  } while (seconds < LEAST_SECONDS);
  return count / seconds;
}

/** Everybody takes part, and the noise is as long as the clipping norm. */
function planOf(length: number): GradientPlan {
  const clippingNorm = 2 ** 17;
  return { sampled: 1, outOf: 1, recordsPerPatient: 1, grid: 2 ** 17, clampTo: 2 ** 30, blocks: [{ length, clippingNorm, variance: clippingNorm ** 2 }], adjacency: 'add-or-remove-one' };
}
