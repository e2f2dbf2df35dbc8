import { runPlain } from '../neural/plain-network/run-plain.js';
import type { Uniform } from '../public-randomness.js';
import type { Subject } from './subject.js';

/** A synthetic record as the discriminator reads it, and the way back from it to the generator. */
export interface Drawn {
  readonly row: Float64Array;
  /** Adds to the gradient of the generator's parameters. @param slopes what a loss changes by with each number of the row */
  readonly pullBack: (slopes: Float64Array, gradient: Float64Array) => void;
}

/** Draws a record of each class, one after the other. */
export function* drawnBatch({ generator, inputsOf, rowOf }: Subject, parameters: Float64Array, { classes, uniform }: { readonly classes: Uint8Array; readonly uniform: Uniform }): Generator<Drawn> {
  for (const [at, input] of inputsOf(classes, uniform).entries()) {
    const made = runPlain(generator, parameters, input);
    const { row, pullBack } = rowOf(made.output, { drawn: classes[at], uniform });
    yield { row, pullBack: (slopes, gradient) => void made.pullBack(pullBack(slopes), gradient) };
  }
}
