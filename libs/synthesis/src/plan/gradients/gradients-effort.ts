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

type SitesOfStudy = Discriminated & { readonly sites: readonly string[] };

/** Records of the largest site as declared, if each patient whose days are one unit has as many as count; 0 if no site declares any. */
export function recordsAtLargestSite({ dictionary, sites }: SitesOfStudy): number {
  const largest = Math.max(...sites.map((site) => declaredSize(dictionary, site) ?? 0));
  return largest * (dictionary.kind === 'series' && dictionary.unit === 'patient' ? dictionary.daysPerPatient : 1);
}

/** What the largest site needs for all steps of a study. */
export const secondsAtLargestSite = (terms: SitesOfStudy & { readonly steps: number }): number =>
  terms.steps * recordsAtLargestSite(terms) * secondsOfGradient(discriminatorOf(terms));
