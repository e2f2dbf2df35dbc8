import type { BenchmarkReport } from '../api/model.js';

type Classifier = BenchmarkReport['classifiers'][number];

export type ClassifierName = Classifier['name'];
export type Scores = Classifier['synthetic'];
export type ClassScores = Scores['macroAverage'];

/** What the classifiers were trained on; all were tested on the same real records. */
export type Training = 'synthetic' | 'real';

/** Precision, recall, F1 and support of one class of the target, or an average over the classes. */
export interface ScoreRow extends ClassScores {
  readonly label: string;
}

interface Named {
  readonly label: string;
}

/** The rows of a classification report: the classes, and below them the two averages. */
export function scoreRows({ classes, macroAverage, weightedAverage }: Scores, targets: readonly Named[]): { readonly classes: readonly ScoreRow[]; readonly averages: readonly ScoreRow[] } {
  return {
    classes: classes.map((scores, index) => ({ label: targets[index].label, ...scores })),
    averages: [
      { label: 'macro average', ...macroAverage },
      { label: 'weighted average', ...weightedAverage },
    ],
  };
}

export interface ConfusionCell {
  readonly count: number;
  /** Share of the test records of the true class; 0 where it has none. */
  readonly share: number;
}

export interface ConfusionRow {
  readonly label: string;
  readonly cells: readonly ConfusionCell[];
}

/** How the test records of each true class were predicted. */
export function confusionRows({ confusion }: Scores, targets: readonly Named[]): readonly ConfusionRow[] {
  return confusion.map((counts, index) => {
    const support = counts.reduce((sum, count) => sum + count, 0);
    return { label: targets[index].label, cells: counts.map((count) => ({ count, share: support === 0 ? 0 : count / support })) };
  });
}

/**
 * Standard error of a share found by counting: sqrt(p (1 - p) / n) for n independent records.
 *
 * @param share p, between 0 and 1
 * @param records n, at least 1
 */
export function standardError(share: number, records: number): number {
  return Math.sqrt((share * (1 - share)) / records);
}
