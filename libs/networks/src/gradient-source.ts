import type { ExampleGradients } from './gradients/example-gradients.js';
import type { Shown } from './logit-deltas.js';

/** What a batch of gradients is computed at. */
export interface BatchGradients {
  readonly parameters: Float32Array;
  /** At most `microbatch` of them, each [features]. */
  readonly rows: readonly Float32Array[];
  readonly shown: Shown;
}

/** What computes gradients, a batch at a time and each from its own example alone, to the last bit. */
export interface GradientSource {
  /** Numbers in the row of one example. */
  readonly features: number;
  /** Examples in a batch. */
  readonly microbatch: number;
  /** Of parameters, and so of a gradient. */
  readonly parameterCount: number;
  /** How many batches may be begun before the first of them is waited for. */
  readonly atOnce: number;
  /** @returns waits for the gradients of the loss of each row */
  begin(batch: BatchGradients): () => ExampleGradients;
}
