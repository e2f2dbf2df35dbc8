/** [cuts + 1]: the mass below the first cut, between neighbouring cuts, and from the last on; 0 for an empty interval. */
export function massesBetween(cuts: Float64Array, massOf: (from: number, to: number) => number): Float64Array {
  const masses = new Float64Array(cuts.length + 1);
  for (let j = 0; j <= cuts.length; j += 1) {
    const from = j === 0 ? -Infinity : cuts[j - 1];
    const to = j === cuts.length ? Infinity : cuts[j];
    masses[j] = from < to ? massOf(from, to) : 0;
  }
  return masses;
}
