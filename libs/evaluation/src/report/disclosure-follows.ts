import { attackRisk } from '../disclosure/attack-risk.js';
import { AUDIT_CONFIDENCE, shownEpsilon } from '../disclosure/paired-audit.js';
import { nearerShare } from '../disclosure/nearer-to-training.js';
import { foundRate } from '../disclosure/true-positives.js';
import type { Estimate } from '../metrics/interval.js';
import type { BenchmarkReport } from './benchmark-report.js';

/** Whether every rate and risk of the attacks is the one of its own counts. The areas need the records. */
export function disclosureFollows({ nearerToTraining, membership, singlingOut, linkability, attributeInference }: BenchmarkReport['disclosure']): boolean {
  const attacks = [singlingOut.univariate, singlingOut.multivariate, linkability, attributeInference];
  const found = [membership.distance, membership.densityRatio].map(({ truePositives }) => truePositives);
  const possible = attacks.every(({ members, control }) => members.successes <= members.attempts && control.successes <= control.attempts) && found.every((one) => one.found <= one.members);
  return (
    possible &&
    alike(nearerToTraining.share, nearerShare(nearerToTraining)) &&
    attacks.every((attack) => alike(attack.risk, attackRisk(attack))) &&
    found.every((one) => one.members > 0 && alike(one.rate, foundRate(one)))
  );
}

/** Whether the epsilon that an audit has shown is the one of its own counts. */
export function auditFollows({ pairs, guesses, correct, confidence, claim: { delta }, shownEpsilon: stated }: NonNullable<BenchmarkReport['audit']>): boolean {
  return correct <= guesses && guesses <= pairs && confidence === AUDIT_CONFIDENCE && Math.abs(stated - shownEpsilon({ pairs, guesses, correct, delta })) <= TOLERANCE;
}

const TOLERANCE = 1e-9;

const alike = (a: Estimate, b: Estimate): boolean => (['value', 'low', 'high'] as const).every((bound) => Math.abs(a[bound] - b[bound]) <= TOLERANCE);
