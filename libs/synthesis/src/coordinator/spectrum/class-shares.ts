/**
 * How many of so many images are of each class: in the proportions of the noised counts, among the allowed classes.
 *
 * @param counts estimated images of each class
 * @param allowed by class, whether images of it are asked for
 * @returns [K] whole numbers that add up to `images`; what rounding leaves goes to the classes with the largest remainders, the first of equals
 * @throws RangeError if no class is allowed
 */
export function sharesOfClasses(counts: readonly number[], { images, allowed }: { readonly images: number; readonly allowed: readonly boolean[] }): number[] {
  const weights = counts.map((count, k) => (allowed[k] ? count : 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) throw new RangeError('The conditions leave no class of images.');
  const exact = weights.map((weight) => (images * weight) / total);
  const whole = exact.map(Math.floor);
  const left = images - whole.reduce((sum, count) => sum + count, 0);
  const byRemainder = exact.map((value, k) => ({ k, remainder: value - whole[k] })).sort((a, b) => b.remainder - a.remainder || a.k - b.k);
  for (const { k } of byRemainder.slice(0, left)) whole[k] += 1;
  return whole;
}
