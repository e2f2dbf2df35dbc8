import type { BatchedNetwork } from './batched-network.js';

export interface StreamOptions {
  readonly batched: BatchedNetwork;
  /** The weights that all gradients are taken at, [parameter count]. */
  readonly parameters: Float32Array;
}

/**
 * The gradients of real examples, one after the other, as many at a time on the device as the microbatch holds.
 *
 * Memory does not grow with the number of examples. Every gradient is given in the same array, so it must be used before the next
 * one is asked for.
 * @param rows [features] each; null, or one of another length, for an example that cannot be read
 * @returns a gradient [parameter count] for each row, null where there is none
 */
export function* gradientStream(rows: Iterable<Float32Array | null>, options: StreamOptions): Generator<Float32Array | null, void> {
  const { microbatch } = options.batched;
  let batch: (Float32Array | null)[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < microbatch) continue;
    yield* gradientsOfBatch(batch, options);
    batch = [];
  }
  if (batch.length > 0) yield* gradientsOfBatch(batch, options);
}

/** A row that cannot be read takes its place in the batch as zeros, like the filling: what is computed does not depend on it. */
function* gradientsOfBatch(batch: readonly (Float32Array | null)[], { batched, parameters }: StreamOptions): Generator<Float32Array | null, void> {
  const readable = batch.map((row) => row?.length === batched.features);
  const rows = batch.map((row, example) => (row !== null && readable[example] ? row : new Float32Array(batched.features)));
  const gradients = batched.gradients({ parameters, rows, shown: 'real' });
  const gradient = new Float32Array(batched.parameterCount);
  for (let example = 0; example < batch.length; example++) {
    gradients.write(example, gradient);
    yield readable[example] ? gradient : null;
  }
}
