import { dispose, matMul, tensor2d } from '@tensorflow/tfjs-core';

const SIDE = 64;

/**
 * Multiplies two matrices of small integers, whose product every backend must give exactly: all sums stay below 2^24.
 *
 * @throws Error if one element differs
 */
export async function productCheck(): Promise<void> {
  const [a, b] = [7, 11].map((modulus) => Float32Array.from({ length: SIDE * SIDE }, (_, i) => (i % modulus) - 3));
  const tensors = [tensor2d(a, [SIDE, SIDE]), tensor2d(b, [SIDE, SIDE])] as const;
  const product = matMul(...tensors);
  const computed = await product.data();
  dispose([...tensors, product]);
  computed.forEach((value, cell) => {
    if (value !== exactElement(a, b, cell)) throw new Error('The backend multiplies matrices wrongly.');
  });
}

function exactElement(a: Float32Array, b: Float32Array, cell: number): number {
  const row = Math.floor(cell / SIDE);
  let sum = 0;
  for (let k = 0; k < SIDE; k++) sum += a[row * SIDE + k] * b[k * SIDE + (cell % SIDE)];
  return sum;
}
