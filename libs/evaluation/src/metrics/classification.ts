/** Precision, recall and F1 of one class, or an average of them; support counts true rows. */
export interface ClassScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

export interface ClassificationReport {
  readonly accuracy: number;
  /** One entry per class, in order of the class index. */
  readonly classes: readonly ClassScores[];
  readonly macroAverage: ClassScores;
  /** Classes weighted by their support. */
  readonly weightedAverage: ClassScores;
}

/** Two lists of class indices of the same length, at least 1. */
export interface Predictions {
  readonly truth: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
}

/** Share of rows predicted correctly. */
export function accuracy({ truth, predicted }: Predictions): number {
  let right = 0;
  for (let row = 0; row < truth.length; row++) if (truth[row] === predicted[row]) right++;
  return right / truth.length;
}

/** Counts of rows by true class (first index) and predicted class (second index). */
export function confusionMatrix({ truth, predicted }: Predictions, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let row = 0; row < truth.length; row++) counts[truth[row]][predicted[row]]++;
  return counts;
}

/** The classification report of scikit-learn as numbers; a score whose denominator is zero counts as 0. */
export function classificationReport(predictions: Predictions, classes: number): ClassificationReport {
  return reportOfConfusion(confusionMatrix(predictions, classes));
}

/**
 * The same report from its counts alone.
 *
 * @param counts [true class][predicted class], at least one row in all
 */
export function reportOfConfusion(counts: readonly (readonly number[])[]): ClassificationReport {
  const scores = counts.map((row, k) => classScores(row[k], sum(counts.map((other) => other[k])), sum(row)));
  const total = sum(counts.map(sum));
  return {
    accuracy: sum(counts.map((row, k) => row[k])) / total,
    classes: scores,
    macroAverage: average(scores, scores.map(() => 1 / counts.length), total),
    weightedAverage: average(scores, scores.map(({ support }) => support / total), total),
  };
}

/**
 * Area under the receiver operating characteristic: the chance that a random positive scores above a random negative,
 * ties counting one half.
 *
 * @param truth n labels, 0 or 1
 * @param scores n numbers, larger for the positive class
 * @throws RangeError if a class is absent
 */
export function auroc(truth: ArrayLike<number>, scores: ArrayLike<number>): number {
  const order = Uint32Array.from({ length: truth.length }, (_, row) => row).sort((a, b) => scores[a] - scores[b]);
  let positives = 0;
  let rankSum = 0;
  for (let from = 0, to = 0; from < order.length; from = to) {
    let tied = 0;
    for (; to < order.length && scores[order[to]] === scores[order[from]]; to++) tied += truth[order[to]];
    positives += tied;
    rankSum += tied * ((from + 1 + to) / 2);
  }
  const negatives = truth.length - positives;
  if (positives === 0 || negatives === 0) throw new RangeError('the test rows hold only one class of the target; AUROC needs both');
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

function classScores(right: number, predicted: number, support: number): ClassScores {
  const precision = ratio(right, predicted);
  const recall = ratio(right, support);
  return { precision, recall, f1: ratio(2 * right, predicted + support), support };
}

function average(scores: readonly ClassScores[], weights: readonly number[], support: number): ClassScores {
  const mean = (of: (score: ClassScores) => number): number => sum(scores.map((score, k) => weights[k] * of(score)));
  return { precision: mean((s) => s.precision), recall: mean((s) => s.recall), f1: mean((s) => s.f1), support };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
