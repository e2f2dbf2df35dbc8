import type { Unaccounted } from '../accountant.js';
import type { DiscreteGaussianBlock, DpEvent, PoissonSampledEvent, SummedGaussianEvent } from '../dp-event.js';
import type { Adjacency } from '../guarantee.js';
import { refused } from '../refusal.js';
import { boundedRangePair } from './bounded-range-pair.js';
import { collapsed } from './collapsed.js';
import { discreteGaussianPair } from './discrete-gaussian-pair.js';
import { discreteLaplacePair } from './discrete-laplace-pair.js';
import { eitherWay } from './dominating-pair.js';
import { allPairs, NOTHING, ofGaussian, ofPairs, plus, repeated, type Dominators } from './dominators.js';
import { laplacePair } from './laplace-pair.js';
import { sampled, sampledInBoth } from './poisson-sampling.js';
import { replacedGaussianPair } from './replaced-gaussian-pair.js';
import { pureEpsilonPair, randomisedResponsePair } from './response-pairs.js';
import { roundedGaussian } from './rounded-gaussian.js';
import { tooMuch } from './too-much.js';

/** Up to this variance noise on single steps is enumerated; beyond, roundedGaussian costs less than 1 part in 4,000 of it. */
const LARGEST_ENUMERATED = 2 ** 12;

/**
 * Pairs of distributions that dominate an event, or why there are none.
 *
 * - Discrete Gaussian noise: an integer vector with a squared move of 1, 2 or 3 moves in so many coordinates by one step each,
 *   which is exact; any other is dominated by continuous noise (roundedGaussian).
 * - The exponential mechanism has bounded range; report-noisy-max is taken for the worst mechanism of its epsilon.
 * - Continuous Gaussian noise on a sample, under replace-one, is taken for noise on a sum of clipped vectors: each record
 *   adds at most half of the sensitivity. Of other releases nothing is assumed (counts of two records, for one, differ by
 *   less than twice what each adds), so that the pair also tells who was sampled.
 * @param event validated, without parts that no accountant answers for
 */
export function dominatorsOf(event: DpEvent, adjacency: Adjacency): Dominators | Unaccounted {
  switch (event.kind) {
    case 'discrete-gaussian':
      return event.blocks.map(ofBlock).reduce(plus, NOTHING);
    case 'summed-discrete-gaussian':
      return ofSum(event);
    case 'discrete-laplace':
      return event.blocks
        .map(({ l1Sensitivity, scale }) => ofPairs(eitherWay(discreteLaplacePair({ shift: l1Sensitivity, scale })), 1))
        .reduce(plus, NOTHING);
    case 'exponential-mechanism':
      return ofPairs(eitherWay(boundedRangePair((2 * event.sensitivity) / event.scale)), 1);
    case 'report-noisy-max':
      return ofPairs(eitherWay(pureEpsilonPair((2 * event.sensitivity) / event.scale)), 1);
    case 'randomised-response':
      return ofPairs(eitherWay(randomisedResponsePair(event)), 1);
    case 'randomised-record':
      return event.columns.map((column) => ofPairs(eitherWay(randomisedResponsePair(column)), 1)).reduce(plus, NOTHING);
    case 'gaussian':
      return ofGaussian({ shift: 1 / event.noiseMultiplier, overweight: 0 });
    case 'laplace':
      return ofPairs(eitherWay(laplacePair(1 / event.noiseMultiplier)), 1);
    case 'poisson-sampled':
      return ofSampled(event, adjacency);
    case 'composed':
      return event.parts.reduce<Dominators | Unaccounted>((sum, part) => {
        if (sum.kind === 'refused') return sum;
        const each = dominatorsOf(part.event, adjacency);
        return each.kind === 'refused' ? each : plus(sum, repeated(each, part.times));
      }, NOTHING);
    case 'non-private':
    case 'unknown':
      return refused(`Nothing is known that bounds this event (${event.description}).`);
  }
}

/** A sum is a post-processing of the release in it, whose own noise a site with local trust counts on. */
function ofSum({ trust, blocks }: SummedGaussianEvent): Dominators | Unaccounted {
  if (trust === 'local') return blocks.map(ofBlock).reduce(plus, NOTHING);
  return refused('For a sum of discrete Gaussians no dominating pair is proved, so the PLD accountant does not answer for shared noise.');
}

function ofBlock(block: DiscreteGaussianBlock): Dominators {
  const { squaredSensitivity, variance } = block;
  if (squaredSensitivity > 3 || variance > LARGEST_ENUMERATED) return ofGaussian(roundedGaussian(block));
  return ofPairs(eitherWay(discreteGaussianPair({ shift: 1, variance })), squaredSensitivity);
}

function ofSampled(event: PoissonSampledEvent, adjacency: Adjacency): Dominators | Unaccounted {
  const inner = dominatorsOf(event.event, adjacency);
  if (inner.kind === 'refused' || event.sampled === event.outOf) return inner;
  const parts = allPairs(inner);
  if (parts.length === 0) return inner;
  const excess = tooMuch(parts);
  if (excess !== null) return excess;
  const q = event.sampled / event.outOf;
  switch (adjacency) {
    case 'add-or-remove-one':
      return ofPairs(sampled(collapsed(parts), q), 1);
    case 'replace-one': {
      const contribution = Math.sqrt(inner.squaredShift) / 2;
      const clipped = isContinuousGaussian(event.event);
      const pair = clipped ? replacedGaussianPair({ contribution, q }) : sampledInBoth(collapsed(parts).remove, q);
      return ofPairs(eitherWay(pair), 1);
    }
  }
}

function isContinuousGaussian(event: DpEvent): boolean {
  if (event.kind === 'composed') return event.parts.every((part) => isContinuousGaussian(part.event));
  return event.kind === 'gaussian';
}
