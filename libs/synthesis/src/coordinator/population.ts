import type { TableLayout } from '@commonward/schema';
import type { ForbiddenCells } from './forbidden-cells.js';
import type { TablesGenerator } from './generator.js';
import { sweep } from './gibbs-sweep.js';
import type { GibbsState } from './gibbs-sweep.js';
import { independentRecords } from './independent-records.js';
import { pairCounts } from './pair-counts.js';
import type { Uniform } from './public-randomness.js';
import { replaceRuleBreakers } from './rule-breakers.js';

const SWEEPS = 30;
const ANNEALED_SWEEPS = 15;
const EXTRA_VARIANCE = 100;
const ANNEALING_RATIO = 0.7196856730011519; // 100^(-1/14): from 100 to 1 in the annealed sweeps

interface PopulationOptions {
  readonly generator: TablesGenerator;
  readonly layout: TableLayout;
  readonly forbidden: ForbiddenCells;
  readonly rows: number;
  readonly uniform: Uniform;
}

/**
 * Records that together match the generator's tables: each coordinate is drawn given what the tables still lack.
 *
 * Invariant: `residual` is targets minus the population's own tables, scaled to the generator's number of records.
 */
export class Population {
  readonly codes: Uint8Array;
  private readonly scale: number;
  private readonly residual: Float64Array;
  private readonly weights: Float64Array;
  private readonly logBase: Float64Array;

  constructor(private readonly options: PopulationOptions) {
    const { generator, rows } = options;
    this.scale = generator.records / rows;
    this.weights = Float64Array.from(generator.weights, (weight) => Math.min(weight, 1 / this.scale));
    this.logBase = Float64Array.from(generator.logBase);
    this.codes = independentRecords({ ...options, logBase: this.logBase });
    this.residual = this.recount();
  }

  /**
   * Runs all sweeps, first with extra variance on every table, so that no early order of visits freezes in.
   *
   * @throws RangeError if the dictionary's rules leave no record
   */
  settle(): void {
    let extra = EXTRA_VARIANCE * typicalVariance(this.weights);
    for (let t = 0; t < SWEEPS; t++, extra *= ANNEALING_RATIO) sweep(this.state(t < ANNEALED_SWEEPS ? extra : 0));
    this.checkResidual();
    replaceRuleBreakers(this.codes, this.options);
  }

  private state(extraVariance: number): GibbsState {
    const { layout, rows, forbidden, uniform } = this.options;
    return {
      layout,
      rows,
      forbidden,
      uniform,
      codes: this.codes,
      field: this.residual,
      weights: this.weights.map((weight) => weight / (1 + weight * extraVariance)),
      logBase: this.logBase,
      recordWeight: this.scale,
    };
  }

  private recount(): Float64Array {
    const { generator, layout, rows } = this.options;
    const counts = pairCounts(this.codes, rows, layout);
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
