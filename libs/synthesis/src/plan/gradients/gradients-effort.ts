import { parameterCount, patchSize, placesOf, type Network } from '@commonward/networks/architectures';
import { declaredSize } from '../workload-choice.js';
import { discriminatorOf, type Discriminated } from './discriminators.js';

/** Seconds of processor time for one of each, with WebAssembly, as measured; docs/results.md, "Time and memory". */
const COST = { gradient: 5e-6, convolution: 10e-6, weight: 7.5e-9, underKernel: 30e-9 } as const;

/** Seconds that a site without a GPU needs, on one core, to release the gradient of one record, clipped. */
export function secondsOfGradient(network: Network): number {
  const kernels = network.flatMap((layer) => (layer.kind === 'convolution' ? [layer] : []));
  const underKernels = kernels.reduce((sum, kernel) => sum + placesOf(kernel).reduce((product, places) => product * places, patchSize(kernel)), 0);
  return COST.gradient + kernels.length * COST.convolution + parameterCount(network) * COST.weight + underKernels * COST.underKernel;
}

/** The same of the largest site for all steps of a study, if each patient whose days are one unit has as many as count. */
export function secondsAtLargestSite(terms: Discriminated & { readonly sites: readonly string[]; readonly steps: number }): number {
  const { dictionary, sites, steps } = terms;
  const largest = Math.max(...sites.map((site) => declaredSize(dictionary, site) ?? 0));
  const recordsEach = dictionary.kind === 'series' && dictionary.unit === 'patient' ? dictionary.daysPerPatient : 1;
  return steps * largest * recordsEach * secondsOfGradient(discriminatorOf(terms));
}
