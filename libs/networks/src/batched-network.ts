import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import { exampleGradients, takenFactors, type ExampleGradients, type TakenFactors } from './gradients/example-gradients.js';
import type { BatchGradients, GradientSource } from './gradient-source.js';
import { parameterCount, type Network } from './layers/network-shapes.js';
import { logitDeltas } from './logit-deltas.js';
import { parametersOf, runNetwork } from './network.js';
import { fixedNumbers, sameBits } from './same-bits.js';

export interface BatchedNetworkOptions {
  /** A discriminator: its last layer gives one logit. */
  readonly network: Network;
  /** Numbers in the row of one example. */
  readonly features: number;
  /** Examples in a batch; it decides how much memory is used, and nothing else. */
  readonly microbatch: number;
}

/**
 * A discriminator whose gradients are computed many at a time, and yet each from its own example alone, to the last bit.
 *
 * The privacy of a clipped sum rests on this: if one record could move the rounding of another one's gradient, it would change
 * more terms of the sum than its own. Two things see to it. Every batch has the same shape, filled up with zeros, because a
 * library may add in another order for another shape (TensorFlow does). And nobody holds a `BatchedNetwork` whose backend was
 * not seen, at this shape, to give the same bits to an example wherever it stands and whatever stands beside it.
 */
export class BatchedNetwork implements GradientSource {
  readonly atOnce = 1;
  readonly network: Network;
  readonly features: number;
  readonly microbatch: number;
  /** Of parameters, and so of a gradient. */
  readonly parameterCount: number;

  private constructor({ network, features, microbatch }: BatchedNetworkOptions) {
    this.network = network;
    this.features = features;
    this.microbatch = microbatch;
    this.parameterCount = parameterCount(network);
  }

  /**
   * @throws RangeError if `microbatch` is not a whole number from 2 on
   * @throws Error if the current backend lets one example of a batch move the gradient of another
   */
  static checked(options: BatchedNetworkOptions): BatchedNetwork {
    const { microbatch } = options;
    if (!(Number.isSafeInteger(microbatch) && microbatch >= 2)) throw new RangeError(`microbatch must be a whole number from 2 on, but it is ${microbatch}`);
    const batched = new BatchedNetwork(options);
    if (!isSteady(batched)) throw new Error('The backend lets one example of a batch change the gradient of another: it cannot be used for private training.');
    return batched;
  }

  begin(batch: BatchGradients): () => ExampleGradients {
    return () => exampleGradients(this.factors(batch));
  }

  /** What the gradients of the rows are made of. */
  factors({ parameters, rows, shown }: BatchGradients): TakenFactors[] {
    const { network, features, microbatch } = this;
    const filled = new Float32Array(microbatch * features);
    rows.forEach((row, example) => filled.set(row, example * features));
    const taken: TakenFactors[] = [];
    tidy(() => {
      const step = runNetwork(network, { inputs: tensor2d(filled, [microbatch, features]), parameters: parametersOf(network, parameters) });
      taken.push(...takenFactors(step.pullBack(logitDeltas(step.outputs, shown)).factors));
    });
    return taken;
  }
}

/** Whether examples keep their bits when all move up by one place, the last becomes the first, and when the others are gone. */
function isSteady(batched: BatchedNetwork): boolean {
  const { features, microbatch } = batched;
  const parameters = fixedNumbers(batched.parameterCount, 0.1);
  const rows = Array.from({ length: microbatch }, (_, row) => fixedNumbers(features, 1 + row / microbatch));
  const gradientOf = (shown: readonly Float32Array[], example: number): Float32Array => {
    const gradient = new Float32Array(batched.parameterCount);
    batched.begin({ parameters, rows: shown, shown: 'real' })().write(example, gradient);
    return gradient;
  };
  const last = microbatch - 1;
  const alone = gradientOf([rows[last]], 0);
  const others = [gradientOf(rows, last), gradientOf([rows[last], ...rows.slice(0, last)], 0), gradientOf([rows[0], rows[last]], 1)];
  return others.every((gradient) => sameBits(gradient, alone));
}
