import { tableLayout } from '@commonward/schema';
import { randomisedTablesIn } from './noisy-input/noisy-input-plan.js';
import { productsOfScores } from './public-scores.js';
import { stepsOf, type ScoresPlan } from './scores/scores-plan.js';
import { productsOf } from './spectrum/spectrum-plan.js';
import type { MomentsPlan, NoisyInputPlan, PairsPlan, SpectrumPlan, TablePlan } from './training-plan.js';
import { declaredSize } from './workload-choice.js';

/** What a study takes of one party. */
export interface Share {
  /** of processor time */
  readonly seconds: number;
  readonly mebibytes: number;
}

/** What a study takes of its largest site, in all rounds, and of the coordinator until there are as many synthetic records as real ones. */
export interface Effort {
  readonly site: Share;
  readonly coordinator: Share;
}

/** @param cohort declared at all sites together, at least 1 */
export function effortOf(plan: MomentsPlan, cohort: number): Effort {
  const own = Math.max(1, ...plan.sites.map((site) => declaredSize(plan.dictionary, site) ?? 1));
  switch (plan.encoding) {
    case 'pairs':
      return { site: siteOfTables(plan, own), coordinator: coordinatorOfTables(plan, cohort) };
    case 'noisy-input':
      return { site: siteOfRandomised(plan, own), coordinator: coordinatorOfTables(plan, cohort) };
    case 'spectrum':
      return { site: siteOfImages(plan, own), coordinator: coordinatorOfImages(plan, cohort) };
    case 'scores':
      return { site: siteOfDays(plan, own), coordinator: coordinatorOfDays(plan) };
    default:
      return plan satisfies never;
  }
}

/** Seconds of processor time for one of each, as measured; docs/results.md, "Forecasts", has the measurements. */
const COST = { start: 0.2, value: 0.6e-6, countedTable: 25e-9, randomised: 60e-9, sweptCell: 5e-9, countedPair: 7e-9, reading: 6e-6, product: 100e-9, image: 0.3e-3, rotation: 75e-9, pooledProduct: 30e-9 } as const;
const MEBIBYTES = { process: 130, thousandRecords: 0.15, number: 8 / 2 ** 20 } as const;

const shareOf = (seconds: number, { records, numbers }: { readonly records: number; readonly numbers: number }): Share => ({
  seconds: COST.start + seconds,
  mebibytes: MEBIBYTES.process + MEBIBYTES.thousandRecords * (records / 1000) + MEBIBYTES.number * numbers,
});

/** Every value is read, and every record counted in every table. */
function siteOfTables({ dictionary, blocks, workload }: PairsPlan, records: number): Share {
  const tables = blocks.reduce((sum, block) => sum + block.tables.length, 0);
  const products = workload === 'correlations' ? productsOfScores(dictionary.columns.length) : 0;
  return shareOf(records * (dictionary.columns.length * COST.value + tables * COST.countedTable + products * COST.product), { records, numbers: 0 });
}

/** Every value is read; and every place is randomised, and counted in every table. */
function siteOfRandomised({ dictionary, places, ...plan }: NoisyInputPlan, records: number): Share {
  const columns = dictionary.columns.length;
  const most = Math.max(...Object.values(places));
  const tables = randomisedTablesIn({ dictionary, ...plan }).length;
  return shareOf(records * columns * COST.value + most * (columns * COST.randomised + tables * COST.countedTable), { records, numbers: (most * columns) / 4 });
}

/** Records that a sweep of the generator visits, in all sweeps of its fit; and how often it visits each synthetic record. */
const FITTED_VISITS = 2048 * 60;
const VISITS = 30;

/** A visit looks at all cells of both columns of every measured pair; and in the fit every pair is counted again. */
function coordinatorOfTables(plan: TablePlan, records: number): Share {
  const { sizes, cells } = tableLayout(plan.dictionary);
  const pairs = learntPairs(plan);
  const seen = pairs.reduce((sum, [first, second]) => sum + sizes[first] + sizes[second], 0);
  const swept = (FITTED_VISITS + VISITS * records) * seen * COST.sweptCell;
  return shareOf(swept + FITTED_VISITS * sizes.length ** 2 * COST.countedPair, { records, numbers: 6 * cells * cells });
}

function learntPairs(plan: TablePlan): readonly (readonly number[])[] {
  if (plan.workload === 'correlations') return allPairs(plan.dictionary.columns.length);
  const tables = plan.encoding === 'pairs' ? plan.blocks.flatMap((block) => block.tables) : randomisedTablesIn(plan).map(({ columns }) => columns);
  return tables.filter(({ length }) => length === 2);
}

/** Where correlations are measured, a table of every pair follows from them. */
const allPairs = (columns: number): readonly (readonly number[])[] =>
  Array.from({ length: columns }, (_, i) => i).flatMap((i) => Array.from({ length: columns - i - 1 }, (_, k) => [i, i + k + 1]));

function siteOfImages({ dictionary, covaried }: SpectrumPlan, records: number): Share {
  const { height, width } = dictionary.image;
  return shareOf(records * (COST.image + productsOf(covaried) * COST.product), { records, numbers: (records * height * width) / 8 });
}

/** The axes of matrices of m rows take about m cubed rotations: of all classes together one, of each class three. */
function coordinatorOfImages({ dictionary, covaried }: SpectrumPlan, records: number): Share {
  const { classes, image } = dictionary;
  return shareOf((1 + 3 * classes.length) * covaried ** 3 * COST.rotation + records * COST.image, { records, numbers: (records * image.height * image.width) / 8 });
}

function siteOfDays({ dictionary }: ScoresPlan, records: number): Share {
  const steps = stepsOf(dictionary);
  return shareOf(records * (steps * COST.reading + productsOf(steps) * COST.product), { records, numbers: records * steps });
}

const POOLED_DAYS = 20_000;

function coordinatorOfDays({ dictionary }: ScoresPlan): Share {
  const steps = stepsOf(dictionary);
  return shareOf(POOLED_DAYS * steps * steps * COST.pooledProduct, { records: POOLED_DAYS, numbers: POOLED_DAYS * steps });
}
