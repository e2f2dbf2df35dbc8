import { gradientStream } from '@commonward/networks';
import type { GradientSource, StreamOptions } from '@commonward/networks';
import { poissonSample } from '@commonward/privacy';
import type { RandomSource, Released, Sensitive } from '@commonward/privacy';
import type { GradientPlan } from '../../plan/index.js';
import { noisyGradientSum } from '../gradient-step.js';

export interface NetworkStepOptions<R> {
  readonly plan: GradientPlan;
  readonly source: GradientSource;
  /** The weights at this step, [parameter count]: public. */
  readonly parameters: Float32Array;
  /** The record as the network reads it, [features], or null if it cannot be read. It must look at that record alone, and not throw. */
  readonly rowOf: (record: R) => Float32Array | null;
  readonly random: RandomSource;
}

/**
 * One step of differentially private training of a neural discriminator on real records.
 *
 * Guarantee: the release costs `gradientStepEvent(plan)`, whatever `patients` holds and `rowOf` answers. Each patient's gradient is
 * clipped and put on the grid by itself, so the bound is one of integers, and the sum has the same bits however many gradients
 * the device computes at a time; `BatchedNetwork` sees to it that each is computed from its own record alone.
 * @param patients the records of each patient
 * @returns [parameter count] integers: the noisy sum of gradients of softplus(-logit), in grid steps
 * @see docs/decisions/0030-gradients-are-rounded-one-by-one.md
 */
export function networkStep<R>(patients: Sensitive<readonly (readonly R[])[]>, options: NetworkStepOptions<R>): Released<Int32Array> {
  const { plan, source, parameters, rowOf, random } = options;
  const sample = poissonSample(patients, { sampled: plan.sampled, outOf: plan.outOf, random });
  const gradients = sample.map((drawn) => {
    const counted = drawn.map((records) => records.slice(0, plan.recordsPerPatient));
    return gradientsByPatient(counted, { source, parameters, rowOf });
  });
  return noisyGradientSum(gradients, { plan, gradientOf: (gradient) => gradient, random });
}

interface ByPatient<R> extends StreamOptions {
  readonly rowOf: (record: R) => Float32Array | null;
}

/** The gradients of each patient's records. They come from one stream, so that a batch on the device is full whoever its records are of. */
function* gradientsByPatient<R>(patients: readonly (readonly R[])[], { rowOf, ...stream }: ByPatient<R>): Generator<Iterable<Float32Array | null>> {
  const gradients = gradientStream(rowsOf(patients, rowOf), stream);
  for (const records of patients) yield take(gradients, records.length);
}

function* rowsOf<R>(patients: readonly (readonly R[])[], rowOf: (record: R) => Float32Array | null): Generator<Float32Array | null> {
  for (const records of patients) for (const record of records) yield rowOf(record);
}

function* take(gradients: Iterator<Float32Array | null, void>, count: number): Generator<Float32Array | null> {
  for (let taken = 0; taken < count; taken++) {
    const { value } = gradients.next();
    if (value === undefined) throw new Error('There are fewer gradients than records');
    yield value;
  }
}
