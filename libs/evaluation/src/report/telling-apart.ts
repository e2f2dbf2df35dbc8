import type { DataDictionary, RecordTable } from '@commonward/schema';
import { wholeRows } from '../features.js';
import { maximumMeanDiscrepancy, medianGamma } from '../metrics/maximum-mean-discrepancy.js';
import { propensityScores, type PropensityScores } from '../metrics/propensity.js';
import { seededRandom } from '../seeded-random.js';
import { detectionAuroc } from '../series/detection.js';
import { sampledRows } from '../split/sampled-rows.js';

/** How well synthetic records are told from real ones that the generator was not trained on. */
export interface TellingApart {
  readonly propensity: PropensityScores;
  /** Of a random forest, on records it was not shown; 1/2 if it cannot tell. */
  readonly forestAuroc: number;
  /** Squared, with a kernel as wide as the data. */
  readonly discrepancy: { readonly biased: number; readonly unbiased: number };
}

/** As many records of each kind are compared, at most: discrepancies take all pairs. */
export const MOST_COMPARED = 1000;

/** @param real records that the generator was not trained on */
export function tellingApart({ synthetic, real, dictionary, seed }: { synthetic: RecordTable; real: RecordTable; dictionary: DataDictionary; seed: number }): TellingApart {
  const random = seededRandom(seed);
  const each = Math.min(synthetic.rows, real.rows, MOST_COMPARED);
  const [ours, theirs] = [synthetic, real].map((table) => wholeRows(sampledRows(table, each, random), dictionary));
  return {
    propensity: propensityScores(ours, theirs),
    forestAuroc: detectionAuroc(ours, theirs, seed),
    discrepancy: maximumMeanDiscrepancy(ours, theirs, medianGamma(ours, theirs)),
  };
}
