/**
 * P[X = k] for k = 0 to `trials`, when each of the trials succeeds, independently, with probability odds / (1 + odds).
 *
 * The chances are found from their ratios, outwards from the most likely count, and divided by their sum, so that no factorial
 * is formed: the relative error of each is a few units in the last place for each step from the most likely count, and one
 * below the smallest double is 0.
 * @param trials integer, at least 0
 * @param odds finite, at least 0; odds rather than a probability, because a probability near 1 loses its digits
 * @returns [trials + 1]
 */
export function binomialPmf({ trials, odds }: { trials: number; odds: number }): Float64Array {
  const chances = new Float64Array(trials + 1);
  const mode = Math.min(trials, Math.floor(((trials + 1) * odds) / (1 + odds)));
  chances[mode] = 1;
  for (let k = mode; k < trials; k += 1) chances[k + 1] = chances[k] * odds * ((trials - k) / (k + 1));
  for (let k = mode; k > 0; k -= 1) chances[k - 1] = (chances[k] / odds) * (k / (trials - k + 1));
  const total = sum(chances);
  return chances.map((chance) => chance / total);
}

/** P[X >= successes], for the chances of a binomial count. */
export function upperTail(chances: Float64Array, successes: number): number {
  return sum(chances.subarray(successes));
}

function sum(numbers: Float64Array): number {
  return numbers.reduce((total, x) => total + x, 0);
}
