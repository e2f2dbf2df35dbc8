import type { Guarantee } from '@commonward/accounting';
import type { StatedReport } from '../studies/study.js';

/** Why no export is made of a study, as a sentence: its report shows that the records give away more than they may. Null if nothing does. */
export function brokenPromise(report: StatedReport | null, { epsilon }: Guarantee): string | null {
  if (report === null || report.shownEpsilon === null || report.shownEpsilon <= epsilon) return null;
  return (
    `The benchmark report of this study shows with 95 % confidence that its records give away at least epsilon ${report.shownEpsilon.toFixed(2)}, more than the ${epsilon} that it promises: ` +
    'no export is made of them. Look for what is wrong with the training, or have the report made again.'
  );
}
