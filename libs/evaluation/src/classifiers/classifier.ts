/** A table of features. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** [rows, columns], row major; every entry is finite. */
  readonly values: Float64Array;
}

/** What a classifier has learned. */
export interface FittedClassifier {
  /** One number a row, larger for the positive class. Only the order is comparable between classifiers. */
  score(x: Matrix): Float64Array;
  /** What it predicts of rows with these scores: 1 for the positive class, 0 for the negative one. */
  labels(scores: Float64Array): Uint8Array;
  /** The labels of the rows' scores. */
  predict(x: Matrix): Uint8Array;
}

/** A two-class learner with its settings fixed. */
export interface Classifier {
  /**
   * @param x [n, d]
   * @param y n labels, 0 or 1, both present
   * @param seed of the learner's own draws; the same seed gives the same classifier
   */
  fit(x: Matrix, y: Uint8Array, seed: number): FittedClassifier;
}

/** A fitted classifier that predicts the positive class where the score exceeds `cut`. */
export function scoring(scoreRow: (row: Float64Array) => number, cut: number): FittedClassifier {
  return scoringTogether((x) => Float64Array.from({ length: x.rows }, (_, row) => scoreRow(rowOf(x, row))), cut);
}

/** The same of a classifier that scores all rows together. */
export function scoringTogether(score: (x: Matrix) => Float64Array, cut: number): FittedClassifier {
  const labels = (scores: Float64Array): Uint8Array => Uint8Array.from(scores, (value) => (value > cut ? 1 : 0));
  return { score, labels, predict: (x) => labels(score(x)) };
}

/** A view of one row. */
export function rowOf(x: Matrix, row: number): Float64Array {
  return x.values.subarray(row * x.columns, (row + 1) * x.columns);
}

/** 1 / (1 + exp(-z)), without overflow. */
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const e = Math.exp(z);
  return e / (1 + e);
}
