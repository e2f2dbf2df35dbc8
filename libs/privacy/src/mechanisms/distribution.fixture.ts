/** The probability of each integer from `least` on. */
export interface Distribution {
  readonly least: number;
  readonly probabilities: readonly number[];
}

/** Weights of the integers from -reach to reach, made to add up to one. */
export function normalised(reach: number, weight: (x: number) => number): Distribution {
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) => weight(i - reach));
  const total = weights.reduce((sum, w) => sum + w, 0);
  return { least: -reach, probabilities: weights.map((w) => w / total) };
}

export function gaussianDistribution(variance: number): Distribution {
  return normalised(Math.ceil(9 * Math.sqrt(variance)), (x) => Math.exp(-(x * x) / (2 * variance)));
}

/** The binomial score of how many samples `isIn` holds for, against its probability. */
export function countScore(samples: ArrayLike<number>, { least, probabilities }: Distribution, isIn: (x: number) => boolean): number {
  let observed = 0;
  for (let i = 0; i < samples.length; i += 1) if (isIn(samples[i])) observed += 1;
  const probability = probabilities.reduce((sum, p, i) => sum + (isIn(least + i) ? p : 0), 0);
  return (observed - samples.length * probability) / Math.sqrt(samples.length * probability * (1 - probability));
}

/**
 * Pearson's chi-square, made standard normal by the Wilson-Hilferty cube root.
 *
 * Neighbouring integers are joined until at least a 400th of the samples, and 20, are expected of each bin; what is left at the
 * ends, and samples beyond them, join the outermost bins.
 */
export function chiSquareScore(samples: ArrayLike<number>, { least, probabilities }: Distribution): number {
  const enough = Math.max(20, samples.length / 400);
  const histogram = new Float64Array(probabilities.length);
  for (let i = 0; i < samples.length; i += 1) histogram[Math.min(Math.max(samples[i] - least, 0), histogram.length - 1)] += 1;
  const bins: { expected: number; observed: number }[] = [];
  let rest = { expected: 0, observed: 0 };
  probabilities.forEach((probability, i) => {
    rest = { expected: rest.expected + samples.length * probability, observed: rest.observed + histogram[i] };
    if (rest.expected >= enough) {
      bins.push(rest);
      rest = { expected: 0, observed: 0 };
    }
  });
  const last = bins[bins.length - 1];
  bins[bins.length - 1] = { expected: last.expected + rest.expected, observed: last.observed + rest.observed };
  const chiSquare = bins.reduce((sum, { expected, observed }) => sum + (observed - expected) ** 2 / expected, 0);
  const degrees = bins.length - 1;
  const spread = 2 / (9 * degrees);
  return (Math.cbrt(chiSquare / degrees) - (1 - spread)) / Math.sqrt(spread);
}
