import type { DaySet } from '@commonward/evaluation';
import { seriesGan, type SeriesGanSettings } from '@commonward/networks';
import { dayRows } from './day-rows.js';
import { recipeFor, type Learning, type Recipes } from './learning.js';
import { train } from './train.js';

export interface DayTask {
  readonly sites: readonly DaySet[];
  /** Number of synthetic days. */
  readonly days: number;
  readonly learning: Learning;
  readonly recipes: DayRecipes;
  readonly uniform: () => number;
}

export type DayRecipes = Recipes<Omit<SeriesGanSettings, 'shape' | 'classShares' | 'blur' | 'clippingNorm' | 'uniform'>>;

export interface LearntDays {
  readonly synthetic: DaySet;
  /** What public numbers forecast of the gradients' signal to noise; null without noise. */
  readonly forecast: number | null;
}

const DAYS_OF_A_WEEK = 7;
/** Public: two days of a week are its end. */
const CLASS_SHARES = [5 / DAYS_OF_A_WEEK, 2 / DAYS_OF_A_WEEK];

/** Trains a network for days between sites and coordinator, and draws days of whole weeks. */
export function learnDays({ sites, days, learning, recipes, uniform }: DayTask): LearntDays {
  const { shape, rowsOf, daysOf } = dayRows(sites[0]);
  const { settings, schedule, clippingNorm } = recipeFor(recipes, learning);
  const gan = seriesGan({ ...settings, shape, classShares: CLASS_SHARES, blur: schedule.smoothing.blur, clippingNorm, uniform });
  const forecast = train(gan, { sites: sites.map(rowsOf), classes: shape.classes, learning, schedule, clippingNorm, uniform });
  const classes = Array.from({ length: days }, (_, day) => Number(day % DAYS_OF_A_WEEK >= 5));
  return { synthetic: daysOf(gan.draw(classes), classes), forecast };
}
