import { BatchedNetwork, clippedGradientSum, logitDeltas, parameterCount, parametersOf, runNetwork } from '@commonward/networks';
import { Sensitive, systemRandom } from '@commonward/privacy';
import type { GradientPlan } from '@commonward/synthesis/plan';
import { networkStep } from '@commonward/synthesis/site/networks';
import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import type { Model } from './models.js';

/** Gradients of ordinary size are clipped to half, as the peer does. */
const NORM = 0.5;
/** Grid steps for each unit of a gradient: the norm is 2^17 of them. */
const GRID = 2 ** 18;
/** One clipping norm, as the peer does. */
const NOISE_MULTIPLIER = 1;
const LEARNING_RATE = 1e-3;

/** One step, again and again, on a batch that stays the same. */
export interface Training {
  readonly examples: number;
  readonly step: () => void;
}

/** What a site does in a step: every gradient clipped in integers, their sum noised from the system's generator, and the weights moved. */
export function releasedTraining(model: Model): Training {
  const { features, microbatch, batch, network } = model;
  const parameters = initialParameters(model);
  const batched = BatchedNetwork.checked({ network, features, microbatch });
  const patients = Sensitive.of(rowsOf(model).map((row) => [row]));
  const plan = planOf(parameters.length);
  const step = () => {
    const { value } = networkStep(patients, { plan, source: batched, parameters, rowOf: (row) => row, random: systemRandom });
    for (let i = 0; i < parameters.length; i++) parameters[i] -= (LEARNING_RATE * value[i]) / (GRID * batch);
  };
  return { examples: batch, step };
}

/** Ghost clipping alone, in float32 and without noise: what the coordinator does with its synthetic half. Nothing of records may leave so. */
export function ghostTraining(model: Model): Training {
  const { features, batch, network } = model;
  const parameters = initialParameters(model);
  const rows = Float32Array.from(rowsOf(model).flatMap((row) => [...row]));
  const step = () =>
    tidy(() => {
      const ran = runNetwork(network, { inputs: tensor2d(rows, [batch, features]), parameters: parametersOf(network, parameters) });
      let at = 0;
      for (const sum of clippedGradientSum(ran.pullBack(logitDeltas(ran.outputs, 'real')).factors, { kind: 'flat', norm: NORM })) {
        for (const slope of sum.dataSync<'float32'>()) parameters[at++] -= (LEARNING_RATE * slope) / batch;
      }
    });
  return { examples: batch, step };
}

function planOf(length: number): GradientPlan {
  const clippingNorm = NORM * GRID;
  return {
    sampled: 1,
    outOf: 1,
    recordsPerPatient: 1,
    grid: GRID,
    clampTo: 2 ** 30,
    blocks: [{ length, clippingNorm, variance: (NOISE_MULTIPLIER * clippingNorm) ** 2 }],
    adjacency: 'add-or-remove-one',
  };
}

function initialParameters({ network }: Model): Float32Array {
  return Float32Array.from(waves(parameterCount(network), 0.05));
}

function rowsOf({ batch, features }: Model): Float32Array[] {
  const numbers = waves(batch * features, 1.7);
  return Array.from({ length: batch }, (_, row) => Float32Array.from(numbers.slice(row * features, (row + 1) * features)));
}

/** Numbers of the given size whose values decide nothing: only how many there are takes time. */
function waves(count: number, size: number): number[] {
  return Array.from({ length: count }, (_, i) => size * Math.sin(i * 12.9898));
}
