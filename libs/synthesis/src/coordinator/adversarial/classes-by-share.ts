/**
 * As many of each class as its share calls for, rounded down or up; one class after the other.
 *
 * @param shares adding up to 1
 * @param offset from 0 to 1: if it is drawn uniformly, each class comes up as often as its share says on average, however small it is
 */
export function classesByShare(shares: ArrayLike<number>, { count, offset }: { readonly count: number; readonly offset: number }): Uint8Array {
  const classes = new Uint8Array(count);
  let upTo = shares[0] * count;
  for (let row = 0, drawn = 0; row < count; row++) {
    while (row + offset >= upTo && drawn < shares.length - 1) upTo += shares[++drawn] * count;
    classes[row] = drawn;
  }
  return classes;
}
