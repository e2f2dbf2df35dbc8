import type { SeededRandom } from '../seeded-random.js';
import type { BinnedMatrix } from './binning.js';
import { rowOf, type Matrix } from './classifier.js';

/** A binary tree in parallel arrays; node 0 is the root, and a leaf has feature -1. */
export interface Tree {
  readonly feature: number[];
  /** A row goes left where its feature is at most the threshold. */
  readonly threshold: number[];
  readonly left: number[];
  readonly right: number[];
  /** Mean target of the node's training rows. */
  readonly value: number[];
}

export interface TreeLimits {
  readonly maxDepth: number;
  readonly minLeaf: number;
  readonly featuresPerSplit: number;
}

export interface TreeTask {
  readonly data: BinnedMatrix;
  readonly target: Float64Array;
  readonly limits: TreeLimits;
  readonly random: SeededRandom;
}

/**
 * Grows a least-squares tree. For a target of 0 and 1 its splits are those of the Gini index, whose decrease is twice
 * the decrease in variance.
 *
 * @param task binned features [n, d] and the target [n]; at each node `featuresPerSplit` features drawn without
 *   replacement are tried, and more only while all of them are constant in the node
 * @param rows the training rows, repeats allowed; reordered in place
 */
export function growTree(task: TreeTask, rows: Int32Array): Tree {
  const tree: Tree = { feature: [], threshold: [], left: [], right: [], value: [] };
  const order = Int32Array.from({ length: task.data.columns }, (_, k) => k);
  const scratch = { count: new Float64Array(256), sum: new Float64Array(256) };
  const grow = (from: number, to: number, depth: number): number => {
    const node = addLeaf(tree, task.target, rows.subarray(from, to));
    const split = depth < task.limits.maxDepth ? bestSplit(task, rows.subarray(from, to), { order, ...scratch }) : null;
    if (split === null) return node;
    const middle = from + partition(task.data, rows.subarray(from, to), split);
    tree.feature[node] = split.feature;
    tree.threshold[node] = thresholdOf(task.data, split);
    tree.left[node] = grow(from, middle, depth + 1);
    tree.right[node] = grow(middle, to, depth + 1);
    return node;
  };
  grow(0, rows.length, 0);
  return tree;
}

/** The leaf a row of features falls into. */
export function leafOf(tree: Tree, row: Float64Array): number {
  let node = 0;
  while (tree.feature[node] >= 0) {
    node = row[tree.feature[node]] <= tree.threshold[node] ? tree.left[node] : tree.right[node];
  }
  return node;
}

/** Adds to every row's sum what each tree says of the row. A tree is asked about all rows before the next one, so that it stays in the processor's cache. */
export function addLeafValues(sums: Float64Array, trees: readonly Tree[], x: Matrix): Float64Array {
  const rows = Array.from({ length: x.rows }, (_, row) => rowOf(x, row));
  for (const tree of trees) rows.forEach((row, k) => (sums[k] += tree.value[leafOf(tree, row)]));
  return sums;
}

interface Split {
  readonly feature: number;
  /** Bins up to and including this one go left. */
  readonly lastLeft: number;
  /** The next bin that holds a row of the node. */
  readonly firstRight: number;
  readonly gain: number;
}

interface Scratch {
  readonly order: Int32Array;
  readonly count: Float64Array;
  readonly sum: Float64Array;
}

function addLeaf(tree: Tree, target: Float64Array, rows: Int32Array): number {
  tree.feature.push(-1);
  tree.threshold.push(0);
  tree.left.push(-1);
  tree.right.push(-1);
  return tree.value.push(sumOf(target, rows) / rows.length) - 1;
}

function bestSplit({ data, target, limits, random }: TreeTask, rows: Int32Array, scratch: Scratch): Split | null {
  if (rows.length < 2 * limits.minLeaf || isPure(target, rows)) return null;
  let best: Split | null = null;
  let informative = 0;
  for (let tried = 0; tried < data.columns; tried++) {
    if (tried >= limits.featuresPerSplit && informative > 0) break;
    const feature = drawNext(scratch.order, tried, random);
    if (data.lowest[feature].length === 1 || !tally(data.bins[feature], target, rows, scratch)) continue;
    informative++;
    const split = bestCut(feature, rows.length, limits.minLeaf, { ...scratch, bins: data.lowest[feature].length });
    if (split !== null && (best === null || split.gain > best.gain)) best = split;
  }
  return best;
}

/** The next feature of a random order drawn as it is used. */
function drawNext(order: Int32Array, tried: number, random: SeededRandom): number {
  const pick = tried + random.below(order.length - tried);
  const feature = order[pick];
  order[pick] = order[tried];
  order[tried] = feature;
  return feature;
}

/** Counts rows and sums targets by bin; false if all rows share one bin. */
function tally(bins: Uint8Array, target: Float64Array, rows: Int32Array, { count, sum }: Scratch): boolean {
  count.fill(0);
  sum.fill(0);
  for (const row of rows) {
    count[bins[row]]++;
    sum[bins[row]] += target[row];
  }
  return count[bins[rows[0]]] < rows.length;
}

/** The cut between two neighbouring occupied bins that explains most of the target's variance. */
function bestCut(feature: number, total: number, minLeaf: number, { count, sum, bins }: Scratch & { bins: number }): Split | null {
  let all = 0;
  for (let bin = 0; bin < bins; bin++) all += sum[bin];
  let best: Split | null = null;
  let left = 0;
  let leftSum = 0;
  let lastLeft = 0;
  for (let bin = 0; bin < bins; bin++) {
    if (count[bin] === 0) continue;
    if (left >= minLeaf && total - left >= minLeaf) {
      const gain = leftSum ** 2 / left + (all - leftSum) ** 2 / (total - left);
      if (best === null || gain > best.gain) best = { feature, lastLeft, firstRight: bin, gain };
    }
    left += count[bin];
    leftSum += sum[bin];
    lastLeft = bin;
  }
  return best;
}

/** Halfway between the node's neighbouring values. */
function thresholdOf({ highest, lowest }: BinnedMatrix, { feature, lastLeft, firstRight }: Split): number {
  return (highest[feature][lastLeft] + lowest[feature][firstRight]) / 2;
}

/** Moves the rows that go left to the front, in place; returns how many they are. */
function partition(data: BinnedMatrix, rows: Int32Array, { feature, lastLeft }: Split): number {
  const bins = data.bins[feature];
  let left = 0;
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k];
    if (bins[row] > lastLeft) continue;
    rows[k] = rows[left];
    rows[left++] = row;
  }
  return left;
}

function isPure(target: Float64Array, rows: Int32Array): boolean {
  return rows.every((row) => target[row] === target[rows[0]]);
}

function sumOf(target: Float64Array, rows: Int32Array): number {
  let sum = 0;
  for (const row of rows) sum += target[row];
  return sum;
}
