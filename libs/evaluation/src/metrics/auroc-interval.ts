import { Z_95, type Estimate } from './interval.js';
import { meanRanks } from './spearman.js';

/** One number for each row of the test: the mean over these rows is an area under a curve, or a difference of two. */
export interface Placements {
  /** [positives] */
  readonly positives: Float64Array;
  /** [negatives] */
  readonly negatives: Float64Array;
}

/**
 * The structural components of an area under the receiver operating characteristic: of each positive row the share of negatives it
 * scores above, of each negative row the share of positives it scores below, ties counting one half. Both have the area as their mean.
 *
 * @param truth n labels, 0 or 1, both present
 * @param scores n numbers, larger for the positive class
 * @see DeLong, DeLong, Clarke-Pearson 1988, doi:10.2307/2531595; by ranks: Sun, Xu 2014, doi:10.1109/LSP.2014.2337313
 */
export function placements(truth: ArrayLike<number>, scores: Float64Array): Placements {
  const among = meanRanks(scores);
  const of = (label: number): Float64Array => {
    const rows = Uint32Array.from({ length: truth.length }, (_, row) => row).filter((row) => truth[row] === label);
    const own = meanRanks(Float64Array.from(rows, (row) => scores[row]));
    const others = truth.length - rows.length;
    return Float64Array.from(rows, (row, k) => (among[row] - own[k]) / others);
  };
  return { positives: of(1), negatives: of(0).map((below) => 1 - below) };
}

/** A weighted sum of placements of the same rows: the area's mean over several scores, or a difference of areas. */
export function combined(parts: readonly { readonly weight: number; readonly placements: Placements }[]): Placements {
  const of = (side: keyof Placements): Float64Array =>
    parts[0].placements[side].map((_, row) => parts.reduce((sum, { weight, placements: its }) => sum + weight * its[side][row], 0));
  return { positives: of('positives'), negatives: of('negatives') };
}

/**
 * The area, or the combination of areas, with its 95 % interval over the draw of the test rows. What else may vary (training rows,
 * noise, seeds) is not in it.
 *
 * @throws RangeError with fewer than two rows of a class
 */
export function delongInterval({ positives, negatives }: Placements): Estimate {
  if (positives.length < 2 || negatives.length < 2) throw new RangeError('an interval of the AUROC needs at least two rows of each class');
  const value = mean(positives);
  const error = Z_95 * Math.sqrt(variance(positives) / positives.length + variance(negatives) / negatives.length);
  return { value, low: value - error, high: value + error };
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of a sample, with n - 1 in the denominator. */
function variance(values: Float64Array): number {
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1);
}
