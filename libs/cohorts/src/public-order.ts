import { uniformStream } from './uniform-stream.js';

/** A permutation of 0 to count - 1 that is the same for the same seed on every platform (Fisher, Yates). */
export function publicOrder(count: number, seed: Uint8Array): Int32Array {
  const uniform = uniformStream(seed);
  const order = Int32Array.from({ length: count }, (_, place) => place);
  for (let last = count - 1; last > 0; last -= 1) {
    const other = Math.floor(uniform() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}
