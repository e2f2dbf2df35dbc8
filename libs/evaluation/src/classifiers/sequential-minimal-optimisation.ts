const TOLERANCE = 1e-3;
const SMALLEST_CURVATURE = 1e-12;
/** Kernel entries kept in memory at most: 64 MiB of float64. */
const CACHED_ENTRIES = 2 ** 23;

export interface DualProblem {
  /** n labels, -1 or 1, both present. */
  readonly labels: Float64Array;
  /** Upper bound C > 0 of every multiplier. */
  readonly cost: number;
  /** Row of the kernel matrix, [n]; its diagonal must be 1. */
  readonly kernelRow: (row: number) => Float64Array;
}

export interface DualSolution {
  readonly alpha: Float64Array;
  /** The decision value of a row is the weighted kernel sum minus this offset. */
  readonly offset: number;
}

/**
 * Solves the support vector machine's dual by updating two multipliers at a time, chosen with second-order
 * information, until the optimality conditions hold to 1e-3.
 *
 * @throws RangeError if a hundred updates a row and ten million in all do not suffice
 * @see Fan, Chen & Lin 2005, "Working set selection using second order information" (the method of LIBSVM)
 */
export function solveDual({ labels, cost, kernelRow }: DualProblem): DualSolution {
  const state: State = { labels, cost, alpha: new Float64Array(labels.length), gradient: new Float64Array(labels.length).fill(-1) };
  const row = cached(kernelRow, labels.length);
  const most = Math.max(10_000_000, 100 * labels.length);
  for (let update = 0; update < most; update++) {
    const pair = workingPair(state, row);
    if (pair === null) return { alpha: state.alpha, offset: offsetOf(state) };
    step(state, pair, row);
  }
  throw new RangeError(`the support vector machine did not converge in ${most} updates`);
}

interface State {
  readonly labels: Float64Array;
  readonly cost: number;
  readonly alpha: Float64Array;
  /** Gradient of the dual objective. */
  readonly gradient: Float64Array;
}

type KernelRow = (row: number) => Float64Array;

function cached(kernelRow: KernelRow, size: number): KernelRow {
  const rows = new Map<number, Float64Array>();
  const capacity = Math.max(2, Math.floor(CACHED_ENTRIES / size));
  return (row) => {
    const known = rows.get(row);
    if (known !== undefined) return known;
    const computed = kernelRow(row);
    const [oldest] = rows.keys();
    if (rows.size >= capacity) rows.delete(oldest);
    rows.set(row, computed);
    return computed;
  };
}

function mayRise({ labels, alpha, cost }: State, row: number): boolean {
  return labels[row] > 0 ? alpha[row] < cost : alpha[row] > 0;
}

function mayFall({ labels, alpha, cost }: State, row: number): boolean {
  return labels[row] > 0 ? alpha[row] > 0 : alpha[row] < cost;
}

/** The pair that breaks optimality most, or null if none breaks it by more than the tolerance. */
function workingPair(state: State, row: KernelRow): { i: number; j: number } | null {
  const { labels, gradient } = state;
  const i = steepest(state);
  if (i < 0) return null;
  const top = -labels[i] * gradient[i];
  const kernel = row(i);
  let j = -1;
  let lowest = Infinity;
  let bestDecrease = 0;
  for (let t = 0; t < labels.length; t++) {
    if (!mayFall(state, t)) continue;
    const value = -labels[t] * gradient[t];
    lowest = Math.min(lowest, value);
    const violation = top - value;
    const decrease = violation > 0 ? violation ** 2 / curvature(kernel[t]) : 0;
    if (decrease > bestDecrease) {
      bestDecrease = decrease;
      j = t;
    }
  }
  return j < 0 || top - lowest < TOLERANCE ? null : { i, j };
}

function steepest(state: State): number {
  const { labels, gradient } = state;
  let best = -1;
  let top = -Infinity;
  for (let t = 0; t < labels.length; t++) {
    const value = -labels[t] * gradient[t];
    if (value > top && mayRise(state, t)) {
      top = value;
      best = t;
    }
  }
  return best;
}

function curvature(kernel: number): number {
  return Math.max(2 - 2 * kernel, SMALLEST_CURVATURE);
}

/** Moves along y_i e_i - y_j e_j as far as the box allows, and updates the gradient. */
function step({ labels, cost, alpha, gradient }: State, { i, j }: { i: number; j: number }, row: KernelRow): void {
  const rowI = row(i);
  const rowJ = row(j);
  const free = (labels[j] * gradient[j] - labels[i] * gradient[i]) / curvature(rowI[j]);
  const roomI = labels[i] > 0 ? cost - alpha[i] : alpha[i];
  const roomJ = labels[j] > 0 ? alpha[j] : cost - alpha[j];
  const length = Math.min(free, roomI, roomJ);
  alpha[i] = length === roomI ? bound(labels[i] > 0, cost) : alpha[i] + labels[i] * length;
  alpha[j] = length === roomJ ? bound(labels[j] < 0, cost) : alpha[j] - labels[j] * length;
  for (let t = 0; t < labels.length; t++) gradient[t] += labels[t] * length * (rowI[t] - rowJ[t]);
}

/** Exactly the bound, so that no rounding error leaves a multiplier just inside the box. */
function bound(upper: boolean, cost: number): number {
  return upper ? cost : 0;
}

/** The mean over unbounded support vectors, or the middle of the feasible interval where there are none. */
function offsetOf(state: State): number {
  const { labels, gradient, alpha, cost } = state;
  let sum = 0;
  let unbounded = 0;
  let upper = Infinity;
  let lower = -Infinity;
  for (let t = 0; t < labels.length; t++) {
    const value = labels[t] * gradient[t];
    if (alpha[t] > 0 && alpha[t] < cost) {
      sum += value;
      unbounded++;
    } else if (mayRise(state, t)) upper = Math.min(upper, value);
    else lower = Math.max(lower, value);
  }
  return unbounded > 0 ? sum / unbounded : (upper + lower) / 2;
}
