import type { DpEvent } from '../dp-event.js';
import { pureEpsilonOf, sampledPureEpsilon } from '../pure-epsilon.js';
import { upperDouble } from '../zcdp/fraction.js';
import { summedRho } from '../zcdp/summed-noise.js';
import { sampledBound } from './any-sampling.js';
import { discreteLaplaceDivergence, laplaceDivergence, pureDivergence } from './laplace-divergence.js';
import { randomisedResponseDivergence } from './randomised-response-divergence.js';
import { sampledGaussian } from './sampled-gaussian.js';
import { symmetricallySampled } from './symmetric-sampling.js';

/** An upper bound of the Renyi divergence between the outputs on neighbouring data sets, for each order above 1. */
export type Divergence = (order: number) => number;

/**
 * The Renyi divergence of an event: exact for noise and randomised response, a proved bound for selection and composition.
 *
 * A sampled event is bounded under add-or-remove-one. At order Infinity it is the pure epsilon; an event that nothing
 * protects has divergence Infinity.
 * @param event validated
 * @see Mironov 2017, arXiv:1702.07476: divergences of adaptively chosen releases add up at each order
 */
export function divergenceOf(event: DpEvent): Divergence {
  const atFinite = finiteDivergenceOf(event);
  const pureEpsilon = pureEpsilonOf(event);
  return (order) => (order === Infinity ? pureEpsilon : atFinite(order));
}

function finiteDivergenceOf(event: DpEvent): Divergence {
  switch (event.kind) {
    case 'discrete-gaussian': {
      // Of a discrete Gaussian as of a continuous one it is at most order times rho (Canonne, Kamath, Steinke 2020, arXiv:2004.00010).
      const rho = event.blocks.reduce((sum, { squaredSensitivity, variance }) => sum + squaredSensitivity / (2 * variance), 0);
      return (order) => order * rho;
    }
    case 'summed-discrete-gaussian': {
      const rho = upperDouble(summedRho(event));
      return (order) => order * rho;
    }
    case 'gaussian':
      return (order) => order / (2 * event.noiseMultiplier * event.noiseMultiplier);
    case 'discrete-laplace':
      return (order) => event.blocks.reduce((sum, block) => sum + discreteLaplaceDivergence(order, block), 0);
    case 'laplace':
      return (order) => laplaceDivergence(order, 1 / event.noiseMultiplier);
    case 'exponential-mechanism': {
      // Its loss lies in an interval of length epsilon: order epsilon^2 / 8 (Cesar, Rogers 2021, Lemmas 3.2 and 3.4, arXiv:2004.07223).
      const epsilon = pureEpsilonOf(event);
      return (order) => Math.min((order * epsilon * epsilon) / 8, pureDivergence(order, epsilon));
    }
    case 'report-noisy-max': {
      const epsilon = pureEpsilonOf(event);
      return (order) => pureDivergence(order, epsilon);
    }
    case 'randomised-response':
      return (order) => randomisedResponseDivergence(order, event);
    case 'randomised-record':
      return (order) => event.columns.reduce((sum, column) => sum + randomisedResponseDivergence(order, column), 0);
    case 'composed': {
      const parts = event.parts.map((part) => ({ divergence: finiteDivergenceOf(part.event), times: part.times }));
      return (order) => parts.reduce((sum, { divergence, times }) => sum + times * divergence(order), 0);
    }
    case 'poisson-sampled':
      return sampledDivergence(event.event, event.sampled / event.outOf);
    case 'non-private':
    case 'unknown':
      return () => Infinity;
  }
}

/** @param event what happened to the sample, which holds each unit with probability q */
function sampledDivergence(event: DpEvent, q: number): Divergence {
  // A sample of a sample is a sample.
  if (event.kind === 'poisson-sampled') return sampledDivergence(event.event, (q * event.sampled) / event.outOf);
  const unsampled = finiteDivergenceOf(event);
  if (q === 1) return unsampled;
  const onSample = amplified(event, q, unsampled);
  // Sampling never costs: divergences are quasi-convex, and given the rest of the sample the outputs are the same or neighbours'.
  return (order) => Math.min(onSample(order), unsampled(order));
}

function amplified(event: DpEvent, q: number, unsampled: Divergence): Divergence {
  const noiseMultiplier = gaussianMultiplierOf(event);
  if (noiseMultiplier !== null) return sampledGaussian({ q, noiseMultiplier });
  if (event.kind === 'discrete-gaussian' || event.kind === 'laplace' || event.kind === 'discrete-laplace') return symmetricallySampled(q, unsampled);
  const pureEpsilon = sampledPureEpsilon(pureEpsilonOf(event), q);
  const general = sampledBound(q, unsampled);
  return (order) => Math.min(general(order), pureDivergence(order, pureEpsilon));
}

/**
 * The multiplier of the one Gaussian release that costs what this event costs; null if it is not of Gaussian releases only.
 *
 * Adaptively chosen Gaussian releases are a post-processing of one with the same sum of inverse squares (Dong, Roth, Su 2019,
 * arXiv:1905.02383), so mixtures of their outputs are a post-processing of its mixtures.
 */
function gaussianMultiplierOf(event: DpEvent): number | null {
  if (event.kind === 'gaussian') return event.noiseMultiplier;
  if (event.kind !== 'composed' || event.parts.length === 0) return null;
  const parts = event.parts.map((part) => ({ multiplier: gaussianMultiplierOf(part.event), times: part.times }));
  let inverseSquares = 0;
  for (const { multiplier, times } of parts) {
    if (multiplier === null) return null;
    inverseSquares += times / (multiplier * multiplier);
  }
  return 1 / Math.sqrt(inverseSquares);
}
