/** How fast weights move. */
export interface AdamRates {
  readonly learningRate: number;
  /** How much of the mean slope, and of the mean squared slope, is kept at each step; below 1. */
  readonly kept: readonly [number, number];
}

const EPSILON = 1e-8;

/**
 * Moves weights against their slopes, each in steps of about the learning rate.
 *
 * @see Kingma and Ba 2015, Algorithm 1, arXiv:1412.6980
 */
export class Adam {
  readonly #rates: AdamRates;
  readonly #mean: Float64Array;
  readonly #meanSquare: Float64Array;
  /** What the means lack because they began at zero. */
  readonly #missing: [number, number] = [1, 1];

  constructor(size: number, rates: AdamRates) {
    this.#rates = rates;
    this.#mean = new Float64Array(size);
    this.#meanSquare = new Float64Array(size);
  }

  /** @param weights [size], changed in place @param slopes [size], of the loss */
  move(weights: Float32Array, slopes: ArrayLike<number>): void {
    const { learningRate, kept } = this.#rates;
    this.#missing[0] *= kept[0];
    this.#missing[1] *= kept[1];
    for (let i = 0; i < weights.length; i++) {
      this.#mean[i] += (1 - kept[0]) * (slopes[i] - this.#mean[i]);
      this.#meanSquare[i] += (1 - kept[1]) * (slopes[i] * slopes[i] - this.#meanSquare[i]);
      const mean = this.#mean[i] / (1 - this.#missing[0]);
      weights[i] -= (learningRate * mean) / (Math.sqrt(this.#meanSquare[i] / (1 - this.#missing[1])) + EPSILON);
    }
  }
}
