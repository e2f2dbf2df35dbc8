const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const STABILISER = 1e-8;

/**
 * Adam on one vector of weights, updated in place.
 *
 * @see Kingma & Ba 2015, "Adam: a method for stochastic optimization", section 2 (efficient form)
 */
export function adam(weights: Float64Array, learningRate: number): { step(gradient: Float64Array): void } {
  const first = new Float64Array(weights.length);
  const second = new Float64Array(weights.length);
  let firstPower = 1;
  let secondPower = 1;
  return {
    step(gradient) {
      firstPower *= FIRST_DECAY;
      secondPower *= SECOND_DECAY;
      const rate = (learningRate * Math.sqrt(1 - secondPower)) / (1 - firstPower);
      for (let k = 0; k < weights.length; k++) {
        first[k] += (1 - FIRST_DECAY) * (gradient[k] - first[k]);
        second[k] += (1 - SECOND_DECAY) * (gradient[k] ** 2 - second[k]);
        weights[k] -= (rate * first[k]) / (Math.sqrt(second[k]) + STABILISER);
      }
    },
  };
}
