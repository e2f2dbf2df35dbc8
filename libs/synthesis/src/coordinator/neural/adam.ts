const MEAN_KEPT = 0.9;
const SQUARE_KEPT = 0.999;
const SMALLEST = 1e-8;

/**
 * Steps along the gradient's running mean, each parameter by its own running size.
 *
 * Invariant: both means are of the gradients of all steps so far, recent ones most.
 * @see Kingma, Ba 2015, Algorithm 1, arXiv:1412.6980
 */
export class Adam {
  private readonly mean: Float64Array;
  private readonly square: Float64Array;
  private meanShort = 1;
  private squareShort = 1;

  constructor(private readonly parameters: Float64Array) {
    this.mean = new Float64Array(parameters.length);
    this.square = new Float64Array(parameters.length);
  }

  /** Moves the parameters against the gradient. @param rate how far a steady gradient moves one */
  step(gradient: Float64Array, rate: number): void {
    this.meanShort *= MEAN_KEPT;
    this.squareShort *= SQUARE_KEPT;
    const { parameters, mean, square } = this;
    const length = rate / (1 - this.meanShort);
    const grown = 1 / (1 - this.squareShort);
    for (let p = 0; p < parameters.length; p++) {
      mean[p] = MEAN_KEPT * mean[p] + (1 - MEAN_KEPT) * gradient[p];
      square[p] = SQUARE_KEPT * square[p] + (1 - SQUARE_KEPT) * gradient[p] * gradient[p];
      parameters[p] -= (length * mean[p]) / (Math.sqrt(square[p] * grown) + SMALLEST);
    }
  }
}
