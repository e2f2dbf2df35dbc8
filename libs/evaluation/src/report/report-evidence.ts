import { associationKept } from '../verdict/association-kept.js';
import type { Evidence } from '../verdict/verdict.js';
import type { BenchmarkReport } from './benchmark-report.js';

/** What the verdict of a report rests on. */
export function evidenceOf({ disclosure, auroc, association, fidelity }: Pick<BenchmarkReport, 'disclosure' | 'auroc' | 'association' | 'fidelity'>): Evidence {
  const { membership, nearerToTraining, singlingOut, linkability, attributeInference } = disclosure;
  const [distance, densityRatio] = [membership.distance, membership.densityRatio].map((attack) => ({ auroc: attack.auroc, truePositives: attack.truePositives.rate }));
  return {
    membership: { distance, densityRatio },
    nearerToTraining: nearerToTraining.share,
    risks: { univariate: singlingOut.univariate.risk, multivariate: singlingOut.multivariate.risk, linkability: linkability.risk, attributeInference: attributeInference.risk },
    realAuroc: auroc.real,
    difference: auroc.difference,
    associationKept: associationKept(association.synthetic, association.real),
    tv1: fidelity.tv1,
  };
}
