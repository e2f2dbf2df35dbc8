import { clopperPearson } from '@commonward/accounting';
import type { Estimate } from '../metrics/interval.js';
import { VERDICT_LIMITS } from '../verdict/limits.js';
import type { GroupAccuracy } from './group-scores.js';

/** What a report has to say of a group that everybody's numbers hide. */
export const GROUP_FINDINGS = ['too few to tell', 'hardly there', 'served worse', 'exposed'] as const;
export type GroupFinding = (typeof GROUP_FINDINGS)[number];

/** Public limits, the same for every report. */
export const GROUP_LIMITS = {
  /** Fewer test records than this leave an accuracy unknown by more than .18 to either side. */
  fewestTested: 30,
  /** Surely less than this part of the group's real share is among the synthetic records. */
  hardlyThere: 0.5,
} as const;

export interface GroupNumbers {
  readonly records: { readonly synthetic: number | null; readonly train: number; readonly test: number };
  readonly accuracy: GroupAccuracy | null;
  /** Area under the curve of guessing by distance who of the group was trained on; null where there are too few to guess about. */
  readonly membership: Estimate | null;
}

export interface Everyone {
  readonly records: { readonly synthetic: number; readonly train: number };
  readonly accuracy: GroupAccuracy | null;
}

/** A finding has to be sure: each limit is passed by the end of the 95 % interval that speaks against it. A group that nobody is in has none. */
export function groupFindings({ records, accuracy, membership }: GroupNumbers, everyone: Everyone): GroupFinding[] {
  if (records.train + records.test === 0) return [];
  const tests: readonly (readonly [GroupFinding, boolean])[] = [
    ['too few to tell', accuracy === null || accuracy.records < GROUP_LIMITS.fewestTested],
    ['hardly there', records.synthetic !== null && isHardlyThere(records.synthetic, records.train / everyone.records.train, everyone.records.synthetic)],
    ['served worse', accuracy !== null && everyone.accuracy !== null && accuracy.records >= GROUP_LIMITS.fewestTested && accuracy.difference.high < everyone.accuracy.difference.value],
    ['exposed', membership !== null && membership.low > VERDICT_LIMITS.membershipAuroc],
  ];
  return tests.flatMap(([finding, holds]) => (holds ? [finding] : []));
}

const isHardlyThere = (synthetic: number, realShare: number, all: number): boolean =>
  clopperPearson({ trials: all, successes: synthetic, confidence: 0.95 }).high < GROUP_LIMITS.hardlyThere * realShare;
