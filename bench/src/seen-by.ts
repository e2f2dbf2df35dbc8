import type { Contributions } from '@commonward/synthesis/coordinator';
import type { TrainingPlan } from '@commonward/synthesis/plan';

/** What the coordinator gets of the releases: masks add up to zero, so they are left out of a sum. */
export function seenBy({ aggregation }: Pick<TrainingPlan, 'aggregation'>, releases: readonly Int32Array[]): Contributions {
  switch (aggregation) {
    case 'plain':
      return { kind: 'releases', releases };
    case 'masked': {
      const residues = Uint32Array.from(releases[0], (_, at) => releases.reduce((sum, release) => sum + release[at], 0));
      return { kind: 'sum', residues, sites: releases.length };
    }
  }
}
