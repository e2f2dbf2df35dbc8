/**
 * The mean of all weights so far, the last ones most: weights t steps ago count `kept` to the power of t.
 *
 * What it began with does not count, so it is a mean from the first step on.
 */
export class WeightsAverage {
  readonly #kept: number;
  readonly #sum: Float64Array;
  /** What the sum would be of weights that are all 1. */
  #whole = 0;

  /** @param kept from 0, the last weights alone, to below 1 */
  constructor(size: number, kept: number) {
    this.#kept = kept;
    this.#sum = new Float64Array(size);
  }

  add(weights: Float32Array): void {
    this.#whole = this.#kept * this.#whole + 1;
    for (let i = 0; i < weights.length; i++) this.#sum[i] = this.#kept * this.#sum[i] + weights[i];
  }

  /** @throws Error if there were no weights yet */
  mean(): Float32Array {
    if (this.#whole === 0) throw new Error('There are no weights to average yet');
    return Float32Array.from(this.#sum, (sum) => sum / this.#whole);
  }
}
