import { tidy } from '@tensorflow/tfjs-core';
import type { Factors } from '../layers/layer.js';
import { separateProducts } from '../tensors/matrix.js';

/** The gradients of a batch, each multiplied out only when it is asked for. */
export interface ExampleGradients {
  /**
   * Writes the gradient of one example, all parameters one after the other, row by row.
   *
   * @param target [parameter count]
   */
  readonly write: (example: number, target: Float32Array) => void;
}

/** What the gradients of one parameter are made of, off the device: numbers that another thread can be given. */
export type TakenFactors =
  /** The vectors of all examples one after the other, where there is one position. */
  | { readonly kind: 'vectors'; readonly inputs: Float32Array; readonly deltas: Float32Array; readonly rows: number; readonly columns: number }
  /** For each example [rows, columns], where there are several. */
  | { readonly kind: 'products'; readonly products: readonly Float32Array[]; readonly rows: number; readonly columns: number };

/**
 * Takes the gradients of a batch off the device.
 *
 * A gradient of one position is kept as its two vectors and multiplied out by `exampleGradients`, because that is a thousandth of the
 * numbers; one of several positions is multiplied out on the device, example by example, so that each is a product of its own.
 */
export function takenFactors(factors: readonly Factors[]): TakenFactors[] {
  return factors.map(({ inputs, deltas }) => {
    const [, positions, rows] = inputs.shape;
    const columns = deltas.shape[2];
    if (positions === 1) return { kind: 'vectors', inputs: inputs.dataSync<'float32'>(), deltas: deltas.dataSync<'float32'>(), rows, columns };
    return { kind: 'products', products: productsOf({ inputs, deltas }), rows, columns };
  });
}

function productsOf({ inputs, deltas }: Factors): Float32Array[] {
  const products: Float32Array[] = [];
  tidy(() => {
    for (const each of separateProducts(inputs, deltas)) products.push(each.dataSync<'float32'>());
  });
  return products;
}

export function exampleGradients(taken: readonly TakenFactors[]): ExampleGradients {
  return {
    write: (example, target) => {
      let start = 0;
      for (const each of taken) {
        if (each.kind === 'products') target.set(each.products[example], start);
        else writeOuter(each, { example, target, start });
        start += each.rows * each.columns;
      }
    },
  };
}

interface Place {
  readonly example: number;
  readonly target: Float32Array;
  readonly start: number;
}

function writeOuter({ inputs, deltas, rows, columns }: TakenFactors & { kind: 'vectors' }, { example, target, start }: Place): void {
  for (let row = 0, at = start; row < rows; row++) {
    const factor = inputs[example * rows + row];
    for (let column = 0; column < columns; column++, at++) target[at] = factor * deltas[example * columns + column];
  }
}
