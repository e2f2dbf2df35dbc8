const STEPS = 300;
const THIRD = 1 / 3;

/**
 * The epsilon that rho-zCDP gives at a delta: the least, over orders a > 1, of
 * a rho + ln(1 - 1/a) - ln(a delta) / (a - 1). Every order gives one that holds, so a search that is not exact errs upwards.
 * The expression falls and then rises in a, so thirds of its range can be left out, on the scale of ln(a - 1).
 * @param rho at least 0
 * @param delta between 0 and 1, both excluded
 * @see Canonne, Kamath, Steinke 2020, Corollary 13, arXiv:2004.00010
 */
export function epsilonOf({ rho, delta }: { readonly rho: number; readonly delta: number }): number {
  if (rho === 0) return 0;
  const at = (logExcess: number): number => {
    const excess = Math.exp(logExcess);
    return (1 + excess) * rho - Math.log1p(1 / excess) - (Math.log1p(excess) + Math.log(delta)) / excess;
  };
  let [low, high] = [-50, 50];
  for (let step = 0; step < STEPS; step += 1) {
    const [left, right] = [low + (high - low) * THIRD, high - (high - low) * THIRD];
    if (at(left) < at(right)) high = right;
    else low = left;
  }
  return Math.max(0, at(low));
}
