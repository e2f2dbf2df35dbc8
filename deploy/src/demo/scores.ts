import type { BenchmarkReport, Scores } from '@commonward/evaluation';
import type { StudyView } from './coordinator-client.js';

/** How good the generator is, and what that was computed from. */
export interface DemoScores {
  /** Of tables; null otherwise. */
  readonly fidelity: { readonly tv1: number; readonly tv2: number | null; readonly basis: string } | null;
  /** One entry for each classifier; empty where real records may not be looked at. */
  readonly utility: Readonly<Record<string, Scores>>;
}

const RELEASES_ONLY = 'released statistics: costs nothing';

/** Exact scores where there is a report, which only public records have; otherwise only what follows from the releases. */
export function scoresOf(report: BenchmarkReport | null, { fidelity }: StudyView): DemoScores {
  if (report === null) return { fidelity: fidelity === null ? null : { tv1: fidelity.tv1, tv2: fidelity.tv2, basis: RELEASES_ONLY }, utility: {} };
  const { tv1, tv2 } = report.fidelity;
  const utility = report.classifiers.map(({ name, synthetic: { accuracy, auroc } }) => [name, { accuracy, auroc }] as const);
  return { fidelity: { tv1, tv2, basis: report.basis }, utility: Object.fromEntries(utility) };
}
