import { onePosition, product, timesTransposed, weightsOf, withOne } from '../tensors/matrix.js';
import type { Run, Step } from './layer.js';

/** Every output is a weighted sum of all inputs, and a bias. Its parameter is [inputs + 1, outputs]; the last row is the bias. */
export interface Dense {
  readonly kind: 'dense';
  readonly inputs: number;
  readonly outputs: number;
}

export function runDense({ inputs, parameters: [parameter] }: Run): Step {
  const biased = withOne(inputs);
  return {
    outputs: product(biased, parameter),
    pullBack: (deltas) => ({
      factors: [{ inputs: onePosition(biased), deltas: onePosition(deltas) }],
      inputs: () => timesTransposed(deltas, weightsOf(parameter)),
    }),
  };
}
