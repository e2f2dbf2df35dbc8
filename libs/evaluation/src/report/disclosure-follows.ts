import { attackRisk } from '../disclosure/attack-risk.js';
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

const TOLERANCE = 1e-9;

const alike = (a: Estimate, b: Estimate): boolean => (['value', 'low', 'high'] as const).every((bound) => Math.abs(a[bound] - b[bound]) <= TOLERANCE);
