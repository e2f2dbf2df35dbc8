import { placements, type Placements } from '../metrics/auroc-interval.js';
import { brierScore, calibrationBins, expectedCalibrationError } from '../metrics/calibration.js';
import { auroc, confusionMatrix, reportOfConfusion } from '../metrics/classification.js';
import { rocCurve, truePositiveRates } from '../metrics/roc-curve.js';
import type { TestPredictions } from '../six-predictions.js';
import type { ClassifierScores } from './benchmark-report.js';
import { ROC_RATES } from './roc-rates.js';


/** What a report says of one classifier, and what intervals over its test rows need. */
export interface ScoredClassifier {
  readonly name: TestPredictions['name'];
  readonly scores: ClassifierScores;
  readonly placements: Placements;
}

export function scoredClassifier({ name, truth, predicted, scores, chances }: TestPredictions): ScoredClassifier {
  const confusion = confusionMatrix({ truth, predicted }, 2);
  const { classes, ...averages } = reportOfConfusion(confusion);
  const roc = truePositiveRates(rocCurve(truth, scores), ROC_RATES);
  return {
    name,
    scores: { ...averages, auroc: auroc(truth, scores), confusion, classes: [...classes], roc, calibration: chances === null ? null : calibrationOf(truth, chances) },
    placements: placements(truth, scores),
  };
}

function calibrationOf(truth: Uint8Array, chances: Float64Array): NonNullable<ClassifierScores['calibration']> {
  const bins = calibrationBins({ truth, chances });
  return { brier: brierScore({ truth, chances }), expectedError: expectedCalibrationError(bins), bins };
}
