import { concat, mul, slice, tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { clippedGradientSum, gradientSum } from '../gradients/clipped-gradient-sum.js';
import type { Factors } from '../layers/layer.js';
import { logitDeltas } from '../logit-deltas.js';
import { parameterCount, parametersOf, runNetwork, type Network } from '../network.js';
import { Adam, type AdamRates } from './adam.js';
import { drawCells, logitSlopes, type CellDraw } from './drawn-cells.js';
import { initialParameters } from './initial-parameters.js';

/** A row is the cells of every column, one-hot, and then the class it belongs to, one-hot. */
export interface RowShape {
  /** How many cells each column has. */
  readonly columns: readonly number[];
  readonly classes: number;
}

export interface RecordGanSettings {
  readonly shape: RowShape;
  /** How often each class is drawn: public, or paid for. */
  readonly classShares: readonly number[];
  /** Units of the discriminator's hidden layer. */
  readonly discriminatorUnits: number;
  /** Numbers drawn for each synthetic record. */
  readonly latent: number;
  readonly generatorUnits: number;
  /** Synthetic records in each step. */
  readonly batch: number;
  readonly temperature: number;
  readonly rates: AdamRates;
  /** How much of the mean generator is kept at each of its steps; below 1. */
  readonly averaging: number;
  /** To what the gradient of a synthetic record is clipped: as those of real ones are. Null where nothing is clipped. */
  readonly clippingNorm: number | null;
  /** Public draws from [0, 1). */
  readonly uniform: () => number;
}

const SLOPE = 0.2;

/** What tells real records from synthetic ones; it reads whole rows, so it sees of which class they are. */
export function recordDiscriminator({ columns, classes }: RowShape, units: number): Network {
  return [
    { kind: 'dense', inputs: cellsOf(columns) + classes, outputs: units },
    { kind: 'leaky-relu', slope: SLOPE },
    { kind: 'dense', inputs: units, outputs: 1 },
  ];
}

/**
 * The coordinator's part of a conditional adversarial network for records: it holds no record, and learns from real ones only by
 * the gradients that are given to `discriminatorStep`.
 *
 * The discriminator sees real and synthetic rows with their class; the generator is told a class and draws a cell of each column.
 * @see Mirza and Osindero 2014, arXiv:1411.1784
 */
export class RecordGan {
  readonly discriminator: Network;
  readonly #settings: RecordGanSettings;
  readonly #generator: Network;
  readonly #weights: { readonly discriminator: Float32Array; readonly generator: Float32Array };
  readonly #movers: { readonly discriminator: Adam; readonly generator: Adam };
  /** The mean of the generators so far, the last ones most: the one that draws what is published. */
  readonly #average: Float32Array;

  constructor(settings: RecordGanSettings) {
    const { shape, rates, uniform } = settings;
    this.#settings = settings;
    this.discriminator = recordDiscriminator(shape, settings.discriminatorUnits);
    this.#generator = recordGenerator(settings);
    this.#weights = { discriminator: initialParameters(this.discriminator, uniform), generator: initialParameters(this.#generator, uniform) };
    this.#movers = { discriminator: new Adam(parameterCount(this.discriminator), rates), generator: new Adam(parameterCount(this.#generator), rates) };
    this.#average = this.#weights.generator.slice();
  }

  /** The discriminator's weights now, at which sites take their gradients: a copy. */
  get discriminatorWeights(): Float32Array {
    return this.#weights.discriminator.slice();
  }

  /** Moves the discriminator. @param realSlopes the mean gradient of softplus(-logit) over real records */
  discriminatorStep(realSlopes: ArrayLike<number>): void {
    const slopes = this.#syntheticSlopes();
    for (let i = 0; i < slopes.length; i++) slopes[i] += realSlopes[i];
    this.#movers.discriminator.move(this.#weights.discriminator, slopes);
  }

  /** Moves the generator to where the discriminator takes its records for real ones. */
  generatorStep(): void {
    const { batch, averaging } = this.#settings;
    const slopes = new Float32Array(this.#weights.generator.length);
    tidy(() => {
      const inputs = this.#drawInputs(this.#drawClasses(batch));
      const generated = this.#generated(inputs, this.#weights.generator);
      const seen = this.#seen(generated.rows);
      const ofRows = mul<Tensor2D>(seen.pullBack(logitDeltas(seen.outputs, 'real')).inputs(), 1 / batch).dataSync<'float32'>();
      write(gradientSum(generated.pullBack(ofRows)), slopes);
    });
    this.#movers.generator.move(this.#weights.generator, slopes);
    for (let i = 0; i < this.#average.length; i++) this.#average[i] += (1 - averaging) * (this.#weights.generator[i] - this.#average[i]);
  }

  /** Draws one record for each class. @returns [records * columns], the drawn cell of each column */
  draw(classes: readonly number[]): Uint8Array {
    const { columns } = this.#settings.shape;
    const codes = new Uint8Array(classes.length * columns.length);
    tidy(() => {
      const logits = this.#logits(this.#drawInputs(classes), this.#average).outputs.dataSync<'float32'>();
      const { hard } = drawCells(logits, this.#cellDraw());
      let at = 0;
      codes.forEach((_, i) => {
        const cells = columns[i % columns.length];
        codes[i] = hard.subarray(at, at + cells).indexOf(1);
        at += cells;
      });
    });
    return codes;
  }

  /** The mean gradient of softplus(logit) over synthetic records. */
  #syntheticSlopes(): Float32Array {
    const { batch, clippingNorm } = this.#settings;
    const slopes = new Float32Array(this.#weights.discriminator.length);
    tidy(() => {
      const seen = this.#seen(this.#generated(this.#drawInputs(this.#drawClasses(batch)), this.#weights.generator).rows);
      const { factors } = seen.pullBack(logitDeltas(seen.outputs, 'synthetic'));
      write(clippingNorm === null ? gradientSum(factors) : clippedGradientSum(factors, { kind: 'flat', norm: clippingNorm }), slopes);
    });
    return slopes.map((slope) => slope / batch);
  }

  #seen(rows: Tensor2D): ReturnType<typeof runNetwork> {
    return runNetwork(this.discriminator, { inputs: rows, parameters: parametersOf(this.discriminator, this.#weights.discriminator) });
  }

  #logits(inputs: Tensor2D, weights: Float32Array): ReturnType<typeof runNetwork> {
    return runNetwork(this.#generator, { inputs, parameters: parametersOf(this.#generator, weights) });
  }

  /** Rows as the discriminator reads them, and the way back from them to the generator's factors. */
  #generated(inputs: Tensor2D, weights: Float32Array): { rows: Tensor2D; pullBack: (ofRows: Float32Array) => readonly Factors[] } {
    const { columns, classes } = this.#settings.shape;
    const [batch, cells] = [inputs.shape[0], cellsOf(columns)];
    const step = this.#logits(inputs, weights);
    const drawn = drawCells(step.outputs.dataSync<'float32'>(), this.#cellDraw());
    const oneHotClasses = slice(inputs, [0, this.#settings.latent], [batch, classes]);
    return {
      rows: concat([tensor2d(drawn.hard, [batch, cells]), oneHotClasses], 1),
      pullBack: (ofRows) => {
        const ofCells = Float32Array.from({ length: batch * cells }, (_, i) => ofRows[Math.floor(i / cells) * (cells + classes) + (i % cells)]);
        return step.pullBack(tensor2d(logitSlopes(drawn, ofCells, this.#cellDraw()), [batch, cells])).factors;
      },
    };
  }

  /** Latent numbers, uniform with variance 1, and the class, one-hot. */
  #drawInputs(classes: readonly number[]): Tensor2D {
    const { latent, shape, uniform } = this.#settings;
    const rows = classes.map((drawn) => [
      ...Array.from({ length: latent }, () => Math.sqrt(3) * (2 * uniform() - 1)),
      ...Array.from({ length: shape.classes }, (_, c) => Number(c === drawn)),
    ]);
    return tensor2d(rows);
  }

  #drawClasses(count: number): number[] {
    const { classShares, uniform } = this.#settings;
    return Array.from({ length: count }, () => drawIndex(classShares, uniform()));
  }

  #cellDraw(): CellDraw {
    const { shape, temperature, uniform } = this.#settings;
    return { columns: shape.columns, temperature, uniform };
  }
}

function recordGenerator({ shape: { columns, classes }, latent, generatorUnits }: RecordGanSettings): Network {
  return [
    { kind: 'dense', inputs: latent + classes, outputs: generatorUnits },
    { kind: 'leaky-relu', slope: SLOPE },
    { kind: 'dense', inputs: generatorUnits, outputs: generatorUnits },
    { kind: 'leaky-relu', slope: SLOPE },
    { kind: 'dense', inputs: generatorUnits, outputs: cellsOf(columns) },
  ];
}

function cellsOf(columns: readonly number[]): number {
  return columns.reduce((sum, cells) => sum + cells, 0);
}

/** The index whose stretch of [0, 1) holds `uniform`; shares need not add up to 1. */
function drawIndex(shares: readonly number[], uniform: number): number {
  let left = uniform * shares.reduce((sum, share) => sum + share, 0);
  for (let index = 0; index < shares.length - 1; index++) {
    left -= shares[index];
    if (left < 0) return index;
  }
  return shares.length - 1;
}

function write(matrices: readonly Tensor2D[], target: Float32Array): void {
  let at = 0;
  for (const matrix of matrices) {
    target.set(matrix.dataSync<'float32'>(), at);
    at += matrix.size;
  }
}
