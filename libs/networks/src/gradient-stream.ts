import type { ExampleGradients } from './gradients/example-gradients.js';
import type { GradientSource } from './gradient-source.js';

export interface StreamOptions {
  readonly source: GradientSource;
  /** The weights that all gradients are taken at, [parameter count]. */
  readonly parameters: Float32Array;
}

/** A batch that is being computed. */
interface Begun {
  /** For each row, whether it could be read. */
  readonly readable: readonly boolean[];
  readonly wait: () => ExampleGradients;
}

/**
 * The gradients of real examples, one after the other, as many at a time on the device as the microbatch holds, and as many batches
 * at once as the source computes.
 *
 * Memory does not grow with the number of examples. Every gradient is given in the same array, so it must be used before the next
 * one is asked for.
 * @param rows [features] each; null, or one of another length, for an example that cannot be read
 * @returns a gradient [parameter count] for each row, null where there is none
 */
export function* gradientStream(rows: Iterable<Float32Array | null>, options: StreamOptions): Generator<Float32Array | null, void> {
  const { source } = options;
  const gradient = new Float32Array(source.parameterCount);
  const begun: Begun[] = [];
  for (const batch of batchesOf(rows, source.microbatch)) {
    begun.push(begin(batch, options));
    if (begun.length === source.atOnce) yield* gradientsOf(begun.splice(0, 1)[0], gradient);
  }
  for (const batch of begun) yield* gradientsOf(batch, gradient);
}

function* batchesOf<R>(rows: Iterable<R>, size: number): Generator<R[]> {
  let batch: R[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** A row that cannot be read takes its place in the batch as zeros, like the filling: what is computed does not depend on it. */
function begin(batch: readonly (Float32Array | null)[], { source, parameters }: StreamOptions): Begun {
  const readable = batch.map((row) => row?.length === source.features);
  const rows = batch.map((row, example) => (row !== null && readable[example] ? row : new Float32Array(source.features)));
  return { readable, wait: source.begin({ parameters, rows, shown: 'real' }) };
}

function* gradientsOf({ readable, wait }: Begun, gradient: Float32Array): Generator<Float32Array | null, void> {
  const gradients = wait();
  for (let example = 0; example < readable.length; example++) {
    gradients.write(example, gradient);
    yield readable[example] ? gradient : null;
  }
}
