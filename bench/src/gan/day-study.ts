import type { SeriesDays } from '@commonward/schema';
import { dayScores, type DaySet } from '@commonward/evaluation';
import { BUSY_ABOVE, daySet } from '../series/measure-days.js';
import type { RealDays } from '../series/load-fitbit.js';
import { splitDays, takeSeriesDays } from '../series/splits.js';
import type { Learnt, Study } from './measure.js';

export interface DayStudies {
  readonly real: RealDays;
  /** @param count number of synthetic days */
  readonly learn: (task: { readonly sites: readonly SeriesDays[]; readonly count: number; readonly seed: number }) => Learnt<DaySet>;
}

/** A quarter of all days held out; scores as those of `bench:series`. */
export function dayStudies({ real: { dictionary, days }, learn }: DayStudies): (seed: number) => Study<DaySet> {
  const real = (places: readonly number[]): DaySet => daySet(takeSeriesDays(days, places), dictionary);
  return (seed) => {
    const { sites, test } = splitDays(days, 'days', seed);
    const training = real(sites.flat().sort((a, b) => a - b));
    return {
      learn: () => learn({ sites: sites.map((places) => takeSeriesDays(days, places)), count: training.weekend.length, seed }),
      score: (synthetic) => ({ ...dayScores({ synthetic, training, test: real(test), seed, busyAbove: BUSY_ABOVE }) }),
    };
  };
}
