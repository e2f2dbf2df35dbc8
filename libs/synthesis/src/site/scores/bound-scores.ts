import { clippedIntegerSum, type Bounded, type Sensitive } from '@commonward/privacy';
import type { SeriesDays } from '@commonward/schema';
import { binScores, scoreTables, scoresLength, stepsOf, type Day, type ScoresPart, type ScoresPlan } from '../../plan/scores/index.js';
import { countedUnits, type SharedDay } from './counted-units.js';

/** [S] the mean of each step's score, and its spread, above 0. */
interface Standards {
  readonly means: ArrayLike<number>;
  readonly spreads: ArrayLike<number>;
}

/** What a site releases under a plan of days: of the round that the plan is for. */
export function boundScores(days: Sensitive<Iterable<SeriesDays>>, plan: ScoresPlan): Bounded<Int32Array> {
  switch (plan.part.name) {
    case 'tables':
      return boundTables(days, plan);
    case 'moments':
      return boundMoments(days, plan, plan.part);
    default:
      return plan.part satisfies never;
  }
}

/**
 * A site's first release: how many days fall into each cell of each table.
 *
 * Guarantee: one unit of privacy moves each block by at most its clipping norm: a day adds 1 to one cell of each of the block's
 * tables, and a person the mean of what their days add. A day that the dictionary has no cell for counts as zero.
 * @param days in chunks, each of which is looked at once
 */
export function boundTables(days: Sensitive<Iterable<SeriesDays>>, plan: ScoresPlan): Bounded<Int32Array> {
  const tables = scoreTables(plan.dictionary).flatMap((block) => block.tables);
  return boundSums(days, { plan, part: 'tables', vectorOf: (day) => {
    const counts = new Float64Array(scoresLength(plan, 'tables'));
    for (const { columns, start } of tables) {
      const cells = columns.map((column) => column.cellOf(day));
      if (!cells.every((cell, at) => isCell(cell, columns[at].cells))) return null;
      counts[start + cells.reduce((place, cell, at) => place * columns[at].cells + cell, 0)] = 1;
    }
    return counts;
  } });
}

/**
 * A site's second release: the products of the standardised scores of all steps, off the diagonal times the root of 2, so that a
 * vector of products is as long as the matrix.
 *
 * Guarantee: one unit moves it by at most its clipping norm. Clipping the products of a vector with itself is clipping the vector.
 */
export function boundMoments(days: Sensitive<Iterable<SeriesDays>>, plan: ScoresPlan, { means, spreads }: Standards): Bounded<Int32Array> {
  const { channels, grid } = plan.dictionary;
  const scores = channels.map(binScores);
  const steps = stepsOf(plan.dictionary);
  const standardised = new Float64Array(steps);
  return boundSums(days, { plan, part: 'moments', vectorOf: ({ codes }) => {
    for (let j = 0; j < steps; j += 1) {
      const own = scores[Math.floor(j / grid.count)];
      if (!isCell(codes[j], own.length)) return null;
      standardised[j] = (own[codes[j]] - means[j]) / spreads[j];
    }
    return productsWithItself(standardised);
  } });
}

const isCell = (cell: number, cells: number): boolean => Number.isInteger(cell) && cell >= 0 && cell < cells;

function productsWithItself(values: Float64Array): Float64Array {
  const products = new Float64Array((values.length * (values.length + 1)) / 2);
  let at = 0;
  for (let i = 0; i < values.length; i += 1) {
    products[at++] = values[i] * values[i];
    for (let j = i + 1; j < values.length; j += 1) products[at++] = Math.SQRT2 * values[i] * values[j];
  }
  return products;
}

interface Sums {
  readonly plan: ScoresPlan;
  readonly part: ScoresPart;
  readonly vectorOf: (day: Day) => Float64Array | null;
}

function boundSums(days: Sensitive<Iterable<SeriesDays>>, { plan, part, vectorOf }: Sums): Bounded<Int32Array> {
  return clippedIntegerSum<SharedDay>({
    patients: days.map((chunks) => countedUnits(chunks, plan)),
    recordsPerPatient: plan.dictionary.daysPerPatient,
    vectorOf: ({ day, share }) => vectorOf(day)?.map((value) => value * share) ?? null,
    blocks: plan[part],
    grid: plan.grid,
    clampTo: plan.clampTo,
    adjacency: plan.guarantee.adjacency,
  });
}
