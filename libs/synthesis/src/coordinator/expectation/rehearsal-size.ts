import type { DataDictionary } from '@commonward/schema';
import { PRODUCTS, type PairsPlan, type TablePlan } from '../../plan/index.js';

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
export function sizeFor({ dictionary }: Pick<TablePlan, 'dictionary'>, cohort: number): RehearsalSize {
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

interface Smaller {
  readonly columns: readonly number[];
  readonly times: number;
}

/** The plan over these columns alone, with the same noise on each of its tables for so many times the patients. */
export function smallerPlan(plan: PairsPlan, { columns, times }: Smaller): PairsPlan {
  const blocks = plan.blocks.map(({ name, tables, variance }) => ({ name, variance: variance * times * times, tables: placedTables(tables, columns) }));
  return { ...plan, dictionary: smallerDictionary(plan.dictionary, columns), blocks: blocks.filter(({ name, tables }) => name === PRODUCTS || tables.length > 0) };
}

/** The dictionary of these columns alone, with the rules whose columns are all among them. */
export function smallerDictionary(dictionary: DataDictionary, columns: readonly number[]): DataDictionary {
  const kept = columns.map((j) => dictionary.columns[j]);
  const names = new Set(kept.map(({ name }) => name));
  return { ...dictionary, columns: kept, rules: dictionary.rules.filter((rule) => rule.columns.every((name) => names.has(name))) };
}

/** The tables over these columns alone, by the places that the columns have then. */
export function placedTables(tables: readonly (readonly number[])[], columns: readonly number[]): readonly (readonly number[])[] {
  return tables.filter((table) => table.every((j) => columns.includes(j))).map((table) => table.map((j) => columns.indexOf(j)));
}
