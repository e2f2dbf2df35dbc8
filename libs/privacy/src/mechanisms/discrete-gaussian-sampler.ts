import type { WordStream } from '../random.js';
import { bernoulliExp } from './bernoulli-exp.js';
import { sampleDiscreteLaplace } from './discrete-laplace-sampler.js';

/** The largest variance the sampler takes: a standard deviation of 2^20. */
export const largestVariance = 2 ** 40;

/**
 * One integer x with probability proportional to exp(-x^2 / (2 variance)), exactly: no floating-point number is ever rounded
 * to the result, and every coin has exactly the bias it should.
 *
 * A discrete Laplace draw of scale t = floor(sqrt(variance)) + 1 is kept with probability
 * exp(-(|x| t - variance)^2 / (2 variance t^2)). The number of words used depends on the words alone.
 *
 * @param variance integer from 1 to `largestVariance`, in squared grid steps
 * @see Canonne, Kamath, Steinke 2020, arXiv:2004.00010
 */
export function sampleDiscreteGaussian(variance: number, words: WordStream): number {
  const scale = Math.floor(Math.sqrt(variance)) + 1;
  for (;;) {
    const x = sampleDiscreteLaplace(scale, words);
    if (bernoulliExp(gaussianOverLaplace(Math.abs(x), variance, scale), words)) return x;
  }
}

function gaussianOverLaplace(magnitude: number, variance: number, scale: number) {
  const excess = magnitude * scale - variance;
  return {
    approximate: ((excess / variance) * (excess / scale)) / (2 * scale),
    exact: () => {
      const [m, v, t] = [BigInt(magnitude), BigInt(variance), BigInt(scale)];
      return { numerator: (m * t - v) ** 2n, denominator: 2n * v * t * t };
    },
  };
}
