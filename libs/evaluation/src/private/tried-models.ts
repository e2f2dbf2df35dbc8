import { decodeTable, type DataDictionary, type EncodedTable } from '@commonward/schema';
import { syntheticRecords, type UtilityPlan } from '@commonward/synthesis/plan';
import { SIX_CLASSIFIERS } from '../classifiers/six.js';
import { featureRows, labelledRows } from '../features.js';
import { fitted } from '../six-predictions.js';

/** A model as a site tries it on its records. */
export interface JudgingModel {
  /** @returns for each record the predicted class, and the class of its score */
  judge(records: EncodedTable): { readonly predicted: Uint8Array; readonly scoreClass: Uint8Array };
}

/**
 * The models of an evaluation, each trained on the plan's synthetic records. They follow from the plan alone, so they are as public as it is.
 *
 * A bin of a numeric column stands for its middle, in synthetic and in real records alike. The classes of a score are divided where the
 * synthetic records are: into as many equal parts as the plan says.
 */
export function triedModels(plan: UtilityPlan): readonly JudgingModel[] {
  const { dictionary, models, scoreClasses, seed } = plan;
  const training = labelledRows(inMiddles(syntheticRecords(plan), dictionary), dictionary);
  return models.map((model) => {
    const classifier = fitted(SIX_CLASSIFIERS[model], training, Number.parseInt(seed.slice(0, 8), 16));
    const edges = dividing(classifier.score(training.x), scoreClasses);
    return {
      judge: (records) => {
        const scores = classifier.score(featureRows(inMiddles(records, dictionary), dictionary));
        return { predicted: classifier.labels(scores), scoreClass: Uint8Array.from(scores, (score) => classOf(score, edges)) };
      },
    };
  });
}

const inMiddles = (encoded: EncodedTable, dictionary: DataDictionary) => decodeTable({ encoded, dictionary, uniform: () => 0.5 });

/** Ascending bounds between the classes; those of equal scores fall together. */
function dividing(scores: Float64Array, classes: number): readonly number[] {
  const ascending = scores.slice().sort();
  return Array.from({ length: classes - 1 }, (_, c) => ascending[Math.floor(((c + 1) * ascending.length) / classes)]);
}

const classOf = (score: number, edges: readonly number[]): number => edges.filter((edge) => score >= edge).length;
