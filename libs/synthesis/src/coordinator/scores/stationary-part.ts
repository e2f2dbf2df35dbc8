/** The first quarter of a day is night: what steps have in common there, they need not have with those of the day. */
const isNight = (step: number, steps: number): number => Number(4 * step < steps);

/**
 * The mean of a matrix over all pairs of steps that are as far apart, of the same two channels, both in the same part of the day.
 *
 * It has few numbers, each a mean of many: noise all but leaves them.
 * @param matrix [S, S] symmetric; S = channels x steps of a day, channel by channel
 * @returns [S, S] symmetric
 */
export function stationaryPart(matrix: Float64Array, steps: number): Float64Array {
  const size = Math.sqrt(matrix.length);
  const kinds = Int32Array.from(matrix, (_, at) => kindOf(Math.floor(at / size), at % size, { steps, channels: size / steps }));
  const groups = 4 * 2 * size * (size / steps);
  const [sums, pairs] = [new Float64Array(groups), new Float64Array(groups)];
  matrix.forEach((value, at) => {
    sums[kinds[at]] += value;
    pairs[kinds[at]] += 1;
  });
  const common = matrix.map((_, at) => sums[kinds[at]] / pairs[kinds[at]]);
  return common.map((value, at) => (value + common[(at % size) * size + Math.floor(at / size)]) / 2);
}

/** One number for the channels of two steps, how far apart they are, and which of them is at night. */
function kindOf(i: number, j: number, { steps, channels }: { readonly steps: number; readonly channels: number }): number {
  const [first, second] = [i % steps, j % steps];
  const pair = Math.floor(i / steps) * channels + Math.floor(j / steps);
  const parts = 2 * isNight(first, steps) + isNight(second, steps);
  return (pair * 2 * steps + (second - first + steps)) * 4 + parts;
}
