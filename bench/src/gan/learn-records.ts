import type { SiteRecords } from '@commonward/evaluation';
import { recordGan, type RecordGanSettings } from '@commonward/networks';
import type { DataDictionary, RecordTable } from '@commonward/schema';
import { recipeFor, type Learning, type Recipes } from './learning.js';
import { recordRows } from './record-rows.js';
import { train } from './train.js';

export interface RecordTask {
  readonly dictionary: DataDictionary;
  readonly sites: readonly SiteRecords[];
  /** Number of synthetic records. */
  readonly rows: number;
  readonly learning: Learning;
  readonly recipes: RecordRecipes;
  readonly uniform: () => number;
}

export type RecordRecipes = Recipes<Omit<RecordGanSettings, 'shape' | 'classShares' | 'blur' | 'clippingNorm' | 'uniform'>>;

export interface LearntRecords {
  readonly synthetic: RecordTable;
  /** What public numbers forecast of the gradients' signal to noise; null without noise. */
  readonly forecast: number | null;
}

/**
 * Trains a conditional network between sites and coordinator, and draws records of both classes, as many of each.
 *
 * The classes are drawn by public, equal shares, which cost nothing.
 */
export function learnRecords({ dictionary, sites, rows, learning, recipes, uniform }: RecordTask): LearntRecords {
  const { shape, values, rowsOf, tableOf } = recordRows(dictionary);
  const { settings, schedule, clippingNorm } = recipeFor(recipes, learning);
  const gan = recordGan({ ...settings, shape, classShares: equalShares(values, shape.classes), blur: schedule.smoothing.blur, clippingNorm, uniform });
  const forecast = train(gan, { sites: sites.map(({ table }) => rowsOf(table)), classes: shape.classes, learning, schedule, clippingNorm, uniform });
  const classes = Array.from({ length: rows }, (_, row) => row % values);
  return { synthetic: tableOf({ codes: gan.draw(classes), classes, uniform }), forecast };
}

/** The same for every category; none for an unknown or a missing class. */
function equalShares(values: number, classes: number): number[] {
  return Array.from({ length: classes }, (_, c) => (c < values ? 1 / values : 0));
}
