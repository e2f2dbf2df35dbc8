import type { BenchmarkReport } from '../api/model.js';
import { countText, distanceText } from '../figures/numbers.js';
import type { Summary } from '../figures/summaries.js';

/** How good the classifiers are, mean over all of them. */
export function utilityGlance({ mean: { synthetic, real } }: BenchmarkReport): readonly Summary[] {
  return [
    { title: 'Accuracy', value: distanceText(synthetic.accuracy), line: `${distanceText(real.accuracy)} when trained on real records` },
    { title: 'AUROC', value: distanceText(synthetic.auroc), line: `${distanceText(real.auroc)} when trained on real records; 0.5 is guessing` },
  ];
}

/** How near the synthetic records are to the real training records, and whether they are well formed. */
export function fidelityGlance({ fidelity, rows, association }: BenchmarkReport): readonly Summary[] {
  const { tv1, tv2, corr, copies, outOfDictionaryCells, ruleViolations } = fidelity;
  const records = countText(rows.synthetic);
  const cells = countText(rows.synthetic * association.columns.length);
  return [
    { title: 'Columns alone (TV1)', value: distanceText(tv1), line: 'mean distance of their shares; 0 is equal, 1 is disjoint' },
    { title: 'Pairs of columns (TV2)', value: distanceText(tv2), line: 'mean distance of two-way tables; 0 is equal, 1 is disjoint' },
    { title: 'Correlations', value: distanceText(corr), line: "mean difference of Pearson's over all pairs; 0 is equal" },
    { title: 'Copies', value: countText(copies), line: `of ${records} synthetic records equal a real one in every column; 0 is best` },
    { title: 'Values that the dictionary does not allow', value: countText(outOfDictionaryCells), line: `of ${cells}; only 0 is right` },
    { title: "Records that break the dictionary's rules", value: countText(ruleViolations), line: `of ${records}; only 0 is right` },
  ];
}
