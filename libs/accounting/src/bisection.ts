/**
 * The largest double between `low` and `high` at which a condition that holds at `low`, and fails from some point on, still holds.
 *
 * Guarantee: the condition was seen to hold at the result, unless the result is `low`.
 */
export function lastWhere(holds: (x: number) => boolean, low: number, high: number): number {
  let inside = low;
  let outside = high;
  for (;;) {
    const middle = inside + (outside - inside) / 2;
    if (middle <= inside || middle >= outside) return inside;
    if (holds(middle)) inside = middle;
    else outside = middle;
  }
}

/**
 * The smallest double between `low` and `high` at which a condition that fails at first, and holds from some point on, holds.
 *
 * Guarantee: the condition was seen to hold at the result, unless the result is `high`.
 */
export function firstWhere(holds: (x: number) => boolean, low: number, high: number): number {
  return -lastWhere((x) => holds(-x), -high, -low);
}
