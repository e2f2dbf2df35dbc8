import type { TrainingPlan } from '../../plan/index.js';
import { releaseProblem } from './release-problem.js';
import type { SiteRelease } from './release-problem.js';

/** A release that is not in the sum, and why, in one sentence. */
export interface LeftOut {
  readonly site: string;
  readonly reason: string;
}

/** Of an honest release each check is wrong with probability of at most e^-21, less than one in a billion. */
const TAIL = 21;

/**
 * Leaves out the releases that cannot be honest, and names their sites. Post-processing: it costs nothing, and whoever replays
 * a study leaves out the same ones.
 */
export function screen(releases: readonly SiteRelease[], plan: TrainingPlan): { readonly kept: readonly SiteRelease[]; readonly leftOut: readonly LeftOut[] } {
  const judged = releases.map((release) => ({ release, reason: releaseProblem(release, plan, TAIL) }));
  return {
    kept: judged.filter(({ reason }) => reason === null).map(({ release }) => release),
    leftOut: judged.flatMap(({ release: { site }, reason }) => (reason === null ? [] : [{ site, reason }])),
  };
}
