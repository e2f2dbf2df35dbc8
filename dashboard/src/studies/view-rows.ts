import type { PlanViews } from '../api/model.js';

export interface ViewRow {
  readonly name: string;
  /** Who would have to work together to see this much. */
  readonly who: string;
  readonly epsilon: number;
  readonly booked: boolean;
  /** More could be learnt than the ledger books. */
  readonly alarming: boolean;
}

/** The three views of a release, from the worst to the best. */
export function viewRows({ booked, summed, corrupted, alone, coalition, allHonest }: PlanViews): readonly ViewRow[] {
  const limit = booked === 'alone' ? alone : coalition;
  const row = (name: string, who: string, view: typeof alone): ViewRow => ({ name, who, epsilon: view.epsilon, booked: view === limit, alarming: view.rhoUnits > limit.rhoUnits });
  return [
    row('Alone', 'To the coordinator and all other sites together.', alone),
    row('Coalition', `From the sum, to the coordinator and ${corrupted === 1 ? 'one other site' : `${corrupted} other sites`}.`, coalition),
    row('All honest', `From a sum of at least ${summed} ${summed === 1 ? 'release' : 'releases'}, to anybody else.`, allHonest),
  ];
}
