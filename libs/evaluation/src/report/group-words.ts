import { GROUP_LIMITS, type GroupFinding } from '../equity/findings.js';
import { VERDICT_LIMITS } from '../verdict/limits.js';
import type { BenchmarkReport } from './benchmark-report.js';
import { percent } from './html/numbers.js';

type ReportedGroup = BenchmarkReport['groups'][number];

export function groupName({ name }: Pick<ReportedGroup, 'name'>): string {
  switch (name.kind) {
    case 'everyone':
      return 'everyone';
    case 'hospital':
      return `hospital ${name.hospital}`;
    case 'cell':
      return `${name.column}: ${name.label}`;
    default:
      return name satisfies never;
  }
}

export const FINDING_WORDS: Readonly<Record<GroupFinding, string>> = {
  'too few to tell': `fewer than ${GROUP_LIMITS.fewestTested} test records: whether the synthetic records serve them cannot be told`,
  'hardly there': `surely less than ${percent(GROUP_LIMITS.hardlyThere)} of their real share is among the synthetic records`,
  'served worse': 'models that learnt from synthetic records surely lose more accuracy on them than on everyone',
  exposed: `who of them was trained on is surely guessed with an AUROC above ${VERDICT_LIMITS.membershipAuroc}`,
};

/** A sentence for each finding, with all groups it is about. */
export function findingSentences(groups: BenchmarkReport['groups']): string[] {
  return (Object.keys(FINDING_WORDS) as GroupFinding[]).flatMap((finding) => {
    const named = groups.filter(({ findings }) => findings.includes(finding)).map(groupName);
    return named.length === 0 ? [] : [`${named.join('; ')} - ${FINDING_WORDS[finding]}.`];
  });
}

/** What an audit has shown, in one sentence. */
export function auditWords({ pairs, guesses, correct, confidence, claim, shownEpsilon }: NonNullable<BenchmarkReport['audit']>): string {
  const shown = shownEpsilon > claim.epsilon ? `which is more than the ${claim.epsilon} that is promised` : `where ${claim.epsilon} is promised`;
  return `Of ${pairs} pairs of a training and a held-out record of the same hospital and class, ${guesses} could be guessed about and ${correct} were guessed right: with ${percent(confidence)} confidence the records give away at least epsilon ${shownEpsilon.toFixed(2)}, ${shown}.`;
}
