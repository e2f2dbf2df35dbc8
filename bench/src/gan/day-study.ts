import { dayScores, seededRandom, type DaySet } from '@commonward/evaluation';
import { BUSY_ABOVE, daySet } from '../series/measure-days.js';
import type { RealDays } from '../series/load-fitbit.js';
import { splitDays, takeSeriesDays } from '../series/splits.js';
import { learnDays } from './learn-days.js';
import type { Learning } from './learning.js';
import type { Study } from './measure.js';
import { dayRecipes } from './recipes.js';

/** A quarter of all days held out; scores as those of `bench:series`. */
export function dayStudies({ dictionary, days }: RealDays, learning: Learning): (seed: number) => Study<DaySet> {
  const real = (places: readonly number[]): DaySet => daySet(takeSeriesDays(days, places), dictionary);
  return (seed) => {
    const { sites, test } = splitDays(days, 'days', seed);
    const training = real(sites.flat().sort((a, b) => a - b));
    const random = seededRandom(seed);
    return {
      learn: () => learnDays({ sites: sites.map(real), days: training.weekend.length, learning, recipes: dayRecipes, uniform: () => random.uniform() }),
      score: (synthetic) => ({ ...dayScores({ synthetic, training, test: real(test), seed, busyAbove: BUSY_ABOVE }) }),
    };
  };
}
