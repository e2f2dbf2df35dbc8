/**
 * How much of the association between columns is left: the factor by which the synthetic associations follow the real ones best, by
 * least squares through 0. About 1 is all of it, 0 is independent columns.
 *
 * @param synthetic [J][J], symmetric
 * @param real [J][J], symmetric
 * @returns 1 if no real columns are associated
 */
export function associationKept(synthetic: readonly (readonly number[])[], real: readonly (readonly number[])[]): number {
  let [both, own] = [0, 0];
  real.forEach((row, i) => {
    for (let j = 0; j < i; j++) {
      both += synthetic[i][j] * row[j];
      own += row[j] * row[j];
    }
  });
  return own === 0 ? 1 : both / own;
}
