import type { DataDictionary } from '@commonward/schema';
import { PRODUCTS, type PairsPlan } from '../../plan/index.js';

/** How much of a study is rehearsed. */
export interface RehearsalSize {
  readonly patients: number;
  readonly turns: number;
  /** Places of the columns that are kept, ascending; the target is among them. */
  readonly columns: readonly number[];
}

/** A record takes a step for every pair of its columns in every sweep: so many steps take about a second. */
const MOST_WORK = 2_000_000;
const MOST_TURNS = 3;
const MOST_COLUMNS = 20;

/**
 * All columns of a narrow dictionary, or the target and others evenly spread; all patients of a small cohort, and several turns, or as many as take about
 * a second. What matters for the error is the noise beside the number of patients, and that is kept.
 */
export function sizeFor({ dictionary }: Pick<PairsPlan, 'dictionary'>, cohort: number): RehearsalSize {
  const columns = keptColumns(dictionary);
  const affordable = Math.floor(MOST_WORK / (columns.length * columns.length));
  const patients = Math.max(1, Math.min(Math.round(cohort), affordable));
  return { columns, patients, turns: Math.max(1, Math.min(MOST_TURNS, Math.floor(affordable / patients))) };
}

function keptColumns({ columns, target }: DataDictionary): readonly number[] {
  const goal = columns.findIndex(({ name }) => name === target);
  const others = columns.map((_, j) => j).filter((j) => j !== goal);
  const kept = Math.min(MOST_COLUMNS - 1, others.length);
  const spread = Array.from({ length: kept }, (_, turn) => others[Math.floor((turn * others.length) / kept)]);
  return [goal, ...spread].sort((a, b) => a - b);
}

/** The plan over these columns alone, with the same noise on each of its tables for so many times the patients. */
export function smallerPlan(plan: PairsPlan, { columns, times }: { readonly columns: readonly number[]; readonly times: number }): PairsPlan {
  const { dictionary } = plan;
  const names = new Set(columns.map((j) => dictionary.columns[j].name));
  const placeOf = new Map(columns.map((j, place) => [j, place]));
  const placed = (table: readonly number[]): readonly number[] => table.flatMap((j) => placeOf.get(j) ?? []);
  const blocks = plan.blocks.map(({ name, tables, variance }) => ({ name, variance: variance * times * times, tables: tables.filter((table) => table.every((j) => placeOf.has(j))).map(placed) }));
  return {
    ...plan,
    dictionary: { ...dictionary, columns: columns.map((j) => dictionary.columns[j]), rules: dictionary.rules.filter((rule) => rule.columns.every((name) => names.has(name))) },
    blocks: blocks.filter(({ name, tables }) => name === PRODUCTS || tables.length > 0),
  };
}
