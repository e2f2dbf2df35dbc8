import { binGrid, binOf, binRange, decimalsOf, equalWidthEdges, type Binning } from './bins.js';
import { parseDecimal } from './decimal.js';
import type { CategoricalColumn, Category, Column, NumericColumn } from './dictionary.js';
import type { CategoricalShape, ColumnShape, NumericShape } from './dictionary-shape.js';
import { MAX_CELLS } from './dictionary-shape.js';
import { columnCells } from './layout.js';

const DEFAULT_BINS = 8;

/** Says what is wrong with the column; the text completes the sentence: column "x" ... */
export type Report = (problem: string) => void;

/**
 * Fills in the documented defaults of a column and checks that its parts fit together.
 * @returns null if a problem was reported
 */
export function normalColumn(shape: ColumnShape, { isTarget, report }: { isTarget: boolean; report: Report }): Column | null {
  let sound = true;
  const fail: Report = (problem) => {
    sound = false;
    report(problem);
  };
  const column = shape.type === 'numeric' ? numericColumn(shape, fail) : categoricalColumn(shape, isTarget, fail);
  if (column === null) return null;
  if (columnCells(column).size > MAX_CELLS) {
    fail(`has more than ${MAX_CELLS} cells: use fewer bins, or put rare categories together`);
  }
  return sound ? column : null;
}

export function numericColumn(shape: NumericShape, report: Report): NumericColumn | null {
  const { min, max } = shape;
  if (min == null || max == null) {
    const absent = [min == null ? '"min"' : '', max == null ? '"max"' : ''].filter(Boolean).join(' and ');
    report(`has no bounds: add ${absent}, public limits that come from general knowledge and not from the records`);
    return null;
  }
  if (min >= max) {
    report('needs a "min" that is below its "max"');
    return null;
  }
  const integer = shape.integer ?? false;
  const edges = edgesOf(shape, { min, max, integer });
  const column: NumericColumn = {
    type: 'numeric',
    name: shape.name,
    min,
    max,
    edges,
    missing: missingCodes(shape.missing),
    integer,
    decimals: shape.decimals ?? null,
    spikes: shape.spikes ?? [],
    measure: shape.measure ?? null,
    description: shape.description ?? null,
  };
  checkBins(column, report);
  return column;
}

function edgesOf(shape: NumericShape, bounds: { min: number; max: number; integer: boolean }): readonly number[] {
  const bins = shape.bins ?? shape.edges ?? DEFAULT_BINS;
  return typeof bins === 'number' ? equalWidthEdges({ ...bounds, bins }) : bins;
}

function checkBins(column: NumericColumn, report: Report): void {
  const { edges, spikes } = column;
  if (edges.some((edge, i) => i > 0 && edge <= edges[i - 1])) {
    report('needs edges in "bins" that increase from one to the next');
    return;
  }
  const scale = 10 ** (decimalsOf(column) ?? 0);
  if (Math.max(...[column.min, column.max, ...edges].map(Math.abs)) * scale > Number.MAX_SAFE_INTEGER) {
    report('has bounds too large for its number of decimals: use a coarser unit');
    return;
  }
  for (let bin = 0; bin < edges.length - 1; bin++) checkBin(column, bin, report);
  if (spikes.length > edges.length - 1) report('has more "spikes" than bins');
  spikes.forEach((spike, bin) => {
    const range = binRange(column, bin);
    const inside = range !== null && binOf(edges, spike) === bin && spike >= range.low && spike <= range.high;
    if (bin < edges.length - 1 && !inside) report(`has a value in "spikes" that lies outside bin ${bin + 1} or the bounds`);
  });
}

function checkBin(column: Binning, bin: number, report: Report): void {
  const range = binRange(column, bin);
  if (range === null) {
    report(`has no value between "min" and "max" in bin ${bin + 1}: move the edges in "bins" inside the bounds`);
    return;
  }
  const decimals = decimalsOf(column);
  if (decimals === null || binGrid(range, decimals).count > 0) return;
  const values = decimals === 0 ? 'whole number' : `value with ${decimals} decimals`;
  report(`has no ${values} in bin ${bin + 1}: use wider bins`);
}

function categoricalColumn(shape: CategoricalShape, isTarget: boolean, report: Report): CategoricalColumn | null {
  const categories = (shape.categories ?? []).map(categoryOf);
  if (categories.length === 0) {
    report('has no categories: add "categories", the public list of its codes');
    return null;
  }
  const missing = missingCodes(shape.missing);
  if (repeats([...categories.map((category) => category.code), ...missing])) {
    report('names a code twice in "categories" and "missing": "1" and "1.0" are the same code');
  }
  if (categories.some((category) => category.code === '')) report('has an empty code in "categories": list it in "missing"');
  return {
    type: 'categorical',
    name: shape.name,
    categories,
    missing,
    other: missing.length === 0 && !isTarget && shape.other !== false,
    ordinal: shape.ordinal ?? false,
    description: shape.description ?? null,
  };
}

export function categoryOf(shape: NonNullable<CategoricalShape['categories']>[number]): Category {
  if (typeof shape !== 'object') return { code: String(shape).trim(), label: String(shape).trim() };
  const code = String(shape.code).trim();
  return { code, label: shape.label == null ? code : String(shape.label) };
}

function missingCodes(missing: ColumnShape['missing']): readonly string[] {
  if (missing === null) return [];
  const codes = (Array.isArray(missing) ? missing : [missing]).map((code) => String(code).trim());
  return [...new Set(codes)];
}

export function repeats(codes: readonly string[]): boolean {
  const known = new Set(codes.map((code) => parseDecimal(code) ?? code));
  return known.size < codes.length;
}
