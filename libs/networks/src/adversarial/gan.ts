import { add, concat, mul, slice, tensor2d, tidy, type Tensor2D } from '@tensorflow/tfjs-core';
import { clippedGradientSum, gradientSum } from '../gradients/clipped-gradient-sum.js';
import { initialParameters } from '../layers/initial-parameters.js';
import type { Step } from '../layers/layer.js';
import { parameterCount, type Network } from '../layers/network-shapes.js';
import { logitDeltas } from '../logit-deltas.js';
import { parametersOf, runNetwork } from '../network.js';
import { Adam, type AdamRates } from './adam.js';
import { blurred } from './blurred.js';
import type { Generated, Generator } from './generator.js';
import { drawClasses, oneHotClasses } from './latent-inputs.js';
import { WeightsAverage } from './weights-average.js';

/** How both halves are trained, whatever they are. */
export interface GanTraining {
  /** How often each class is drawn: public, or paid for. */
  readonly classShares: readonly number[];
  /** Synthetic examples in each step. */
  readonly batch: number;
  readonly rates: AdamRates;
  /** How much of the mean generator is kept at each of its steps; below 1. */
  readonly averaging: number;
  /** Standard deviation of the noise on what the discriminator is shown, as on the real examples; 0 for none. */
  readonly blur: number;
  /** To what the gradient of a synthetic example is clipped: as those of real ones are. Null where nothing is clipped. */
  readonly clippingNorm: number | null;
  /** Public draws from [0, 1). */
  readonly uniform: () => number;
}

export interface GanSettings<Drawn> extends GanTraining {
  /** Reads rows of a generator with their class, one-hot, behind them; its last layer gives one logit. */
  readonly discriminator: Network;
  readonly generator: Generator<Drawn>;
}

/**
 * The coordinator's part of a conditional adversarial network: it holds no record, and learns from real ones only by the gradients
 * that are given to `discriminatorStep`.
 *
 * The same settings, draws and gradients give the same weights, to the last bit, on one backend.
 * @see Mirza and Osindero 2014, arXiv:1411.1784
 */
export class Gan<Drawn> {
  readonly discriminator: Network;
  readonly #settings: GanSettings<Drawn>;
  readonly #weights: { readonly discriminator: Float32Array; readonly generator: Float32Array };
  readonly #movers: { readonly discriminator: Adam; readonly generator: Adam };
  /** Of the generators so far: the one that draws what is published. */
  readonly #average: WeightsAverage;

  constructor(settings: GanSettings<Drawn>) {
    const { discriminator, generator, rates, averaging, uniform } = settings;
    this.#settings = settings;
    this.discriminator = discriminator;
    this.#weights = { discriminator: initialParameters(discriminator, uniform), generator: initialParameters(generator.network, uniform) };
    this.#movers = { discriminator: new Adam(parameterCount(discriminator), rates), generator: new Adam(parameterCount(generator.network), rates) };
    this.#average = new WeightsAverage(parameterCount(generator.network), averaging);
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

  /** Moves the generator to where the discriminator takes its examples for real ones. */
  generatorStep(): void {
    const { batch } = this.#settings;
    const slopes = new Float32Array(this.#weights.generator.length);
    tidy(() => {
      const { generated, seen } = this.#shown();
      const ofRows = mul<Tensor2D>(seen.pullBack(logitDeltas(seen.outputs, 'real')).inputs(), 1 / batch);
      write(gradientSum(generated.pullBack(slice(ofRows, [0, 0], generated.rows.shape))), slopes);
    });
    this.#movers.generator.move(this.#weights.generator, slopes);
    this.#average.add(this.#weights.generator);
  }

  /** Draws one example of each class with the averaged generator. @throws Error before its first step */
  draw(classes: readonly number[]): Drawn {
    const { generator } = this.#settings;
    const weights = this.#average.mean();
    const drawn: Drawn[] = [];
    tidy(() => void drawn.push(generator.read(generator.generate(classes, weights).rows.dataSync<'float32'>())));
    return drawn[0];
  }

  /** The mean gradient of softplus(logit) over synthetic examples. */
  #syntheticSlopes(): Float32Array {
    const { batch, clippingNorm } = this.#settings;
    const slopes = new Float32Array(this.#weights.discriminator.length);
    tidy(() => {
      const { seen } = this.#shown();
      const { factors } = seen.pullBack(logitDeltas(seen.outputs, 'synthetic'));
      write(clippingNorm === null ? gradientSum(factors) : clippedGradientSum(factors, { kind: 'flat', norm: clippingNorm }), slopes);
    });
    return slopes.map((slope) => slope / batch);
  }

  /** A batch of synthetic examples, and what the discriminator makes of them. */
  #shown(): { readonly generated: Generated; readonly seen: Step } {
    const { generator, batch, classShares, blur, uniform } = this.#settings;
    const classes = drawClasses(batch, classShares, uniform);
    const generated = generator.generate(classes, this.#weights.generator);
    const ofClasses = tensor2d(oneHotClasses(classes, classShares.length), [batch, classShares.length]);
    const noise = tensor2d(blurred(new Float32Array(generated.rows.size), blur, uniform), generated.rows.shape);
    const inputs = concat([add<Tensor2D>(generated.rows, noise), ofClasses], 1);
    return { generated, seen: runNetwork(this.discriminator, { inputs, parameters: parametersOf(this.discriminator, this.#weights.discriminator) }) };
  }
}

function write(matrices: readonly Tensor2D[], target: Float32Array): void {
  let at = 0;
  for (const matrix of matrices) {
    target.set(matrix.dataSync<'float32'>(), at);
    at += matrix.size;
  }
}
