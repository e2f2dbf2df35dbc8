import type { TableLayout } from '@commonward/schema';
import type { ForbiddenCells } from './forbidden-cells.js';
import type { TableModel } from './table-model.js';
import { sweep } from './gibbs-sweep.js';
import type { GibbsState } from './gibbs-sweep.js';
import { pairCounts } from './pair-counts.js';
import type { Uniform } from './public-randomness.js';
import { replaceRuleBreakers } from './rule-breakers.js';

/** How many sweeps, and how many of them, the first ones, with extra variance. */
interface Sweeps {
  readonly all: number;
  readonly annealed: number;
}

/** Records of independent columns have everything to learn, and must not freeze in an early order of visits. */
export const FROM_INDEPENDENCE: Sweeps = { all: 30, annealed: 15 };
/** Records of a fitted pool are near the tables already; extra variance would only make them forget it. */
export const FROM_POOL: Sweeps = { all: 10, annealed: 0 };

const EXTRA_VARIANCE = 100;
const ANNEALING_RATIO = 0.7196856730011519; // 100^(-1/14): from 100 to 1 in 15 annealed sweeps

interface PopulationOptions {
  readonly generator: TableModel;
  readonly layout: TableLayout;
  readonly forbidden: ForbiddenCells;
  readonly rows: number;
  /** [rows, J] where the records start; changed by the sweeps */
  readonly codes: Uint8Array;
  readonly uniform: Uniform;
}

/**
 * Records that together match the generator's tables: each coordinate is drawn given what the tables still lack.
 *
 * Invariant: `residual` is targets minus the records' own tables, scaled to the generator's number of records.
 */
export class Population {
  private readonly scale: number;
  private readonly residual: Float64Array;
  private readonly weights: Float64Array;
  private readonly logBase: Float64Array;

  constructor(private readonly options: PopulationOptions) {
    const { generator, rows } = options;
    this.scale = generator.records / rows;
    this.weights = Float64Array.from(generator.weights, (weight) => Math.min(weight, 1 / this.scale));
    this.logBase = Float64Array.from(generator.logBase);
    this.residual = this.recount();
  }

  /**
   * Runs all sweeps, the annealed ones with extra variance on every table, less in each.
   *
   * @throws RangeError if the dictionary's rules leave no record
   */
  settle({ all, annealed }: Sweeps): void {
    let extra = EXTRA_VARIANCE * typicalVariance(this.weights);
    for (let t = 0; t < all; t++, extra *= ANNEALING_RATIO) sweep(this.state(t < annealed ? extra : 0));
    this.checkResidual();
    replaceRuleBreakers(this.options.codes, this.options);
  }

  private state(extraVariance: number): GibbsState {
    const { layout, rows, codes, forbidden, uniform } = this.options;
    return {
      layout,
      rows,
      forbidden,
      uniform,
      codes,
      field: this.residual,
      weights: this.weights.map((weight) => weight / (1 + weight * extraVariance)),
      logBase: this.logBase,
      recordWeight: this.scale,
    };
  }

  private recount(): Float64Array {
    const { generator, layout, rows, codes } = this.options;
    const counts = pairCounts(codes, rows, layout);
    return Float64Array.from(generator.targets, (target, at) => target - this.scale * counts[at]);
  }

  private checkResidual(): void {
    const exact = this.recount();
    const tolerance = 1e-9 * Math.max(1, this.options.generator.records);
    if (exact.some((value, at) => !(Math.abs(value - this.residual[at]) <= tolerance))) {
      throw new Error('The residual of a population has drifted from its records.');
    }
  }
}

/** The median of 1/weight over measured pairs; 0 if there is none. */
function typicalVariance(weights: Float64Array): number {
  const measured = weights.filter((weight) => weight > 0).sort();
  return measured.length === 0 ? 0 : 1 / measured[measured.length >> 1];
}
