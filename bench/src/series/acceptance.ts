import type { DayScores } from '@commonward/evaluation';

export type TrustMode = 'local' | 'shared';

/** The goals of a cell: at most each, where there is one. Days split by day, means over at least three seeds. */
export type Goals = Readonly<Partial<Record<keyof DayScores, number>>>;

const GOALS: Readonly<Record<TrustMode, Readonly<Record<number, Goals>>>> = {
  shared: {
    10: { profile: 0.013, stepQuantiles: 0.018, within: 0.07, across: 0.078, autocorrelation: 0.042, detection: 0.74, forecastGap: 0.03, totals: 620 },
    3: { profile: 0.019, stepQuantiles: 0.026, within: 0.095, across: 0.1, autocorrelation: 0.065, detection: 0.8, forecastGap: 0.04, totals: 750 },
    1: { profile: 0.038, stepQuantiles: 0.046, within: 0.18, across: 0.16, autocorrelation: 0.165, detection: 0.94, forecastGap: 0.07, totals: 2400 },
  },
  local: {
    10: { profile: 0.018, stepQuantiles: 0.024, within: 0.088, across: 0.095, autocorrelation: 0.056, detection: 0.8, forecastGap: 0.05, totals: 720 },
    3: { profile: 0.03, stepQuantiles: 0.038, within: 0.16, across: 0.14, autocorrelation: 0.145, detection: 0.93, forecastGap: 0.07, totals: 2000 },
    1: { profile: 0.068, stepQuantiles: 0.082, within: 0.23, across: 0.2, autocorrelation: 0.23, forecastGap: 0.12, totals: 6200 },
  },
};

/** The least that a classifier of busy afternoons must reach, at every epsilon. */
const BUSY_HALF = 0.6;

/** Which scores miss their goal; null if the cell has no goals. */
export function missedGoals(scores: DayScores, { trust, epsilon }: { readonly trust: TrustMode; readonly epsilon: number }): readonly string[] | null {
  const goals = goalsFor(trust, epsilon);
  if (goals === null) return null;
  const names = Object.keys(goals) as (keyof DayScores)[];
  const missed = names.filter((name) => scores[name] > (goals[name] ?? Infinity));
  return [...missed, ...(scores.busyHalf < BUSY_HALF ? ['busyHalf' as const] : [])].map((name) => `${name} (${name === 'busyHalf' ? `>= ${BUSY_HALF}` : `<= ${goals[name]}`})`);
}

export function goalsFor(trust: TrustMode, epsilon: number): Goals | null {
  return epsilon in GOALS[trust] ? GOALS[trust][epsilon] : null;
}
