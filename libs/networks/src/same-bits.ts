/** Numbers that round: between -size and size, the same at every call. */
export function fixedNumbers(count: number, size: number): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => size * (((i * 0.618034) % 2) - 1));
}

export function sameBits(one: Float32Array, other: Float32Array): boolean {
  return one.every((value, i) => Object.is(value, other[i]));
}
