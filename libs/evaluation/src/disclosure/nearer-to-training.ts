import { clopperPearson } from '@commonward/accounting';
import type { Estimate } from '../metrics/interval.js';

/** On which side the closest real record of each synthetic one lies. */
export interface Nearness {
  readonly training: number;
  readonly heldOut: number;
  /** Equally far from both. */
  readonly tied: number;
}

/**
 * @param toTraining the distance of each synthetic record to the closest training record, [n]
 * @param toHeldOut the same to as many held-out records, on the same scale, [n]: the larger table would be nearer by chance
 */
export function nearness(toTraining: Float64Array, toHeldOut: Float64Array): Nearness {
  const count = (holds: (row: number) => boolean): number => [...toTraining.keys()].filter(holds).length;
  return {
    training: count((row) => toTraining[row] < toHeldOut[row]),
    heldOut: count((row) => toTraining[row] > toHeldOut[row]),
    tied: count((row) => toTraining[row] === toHeldOut[row]),
  };
}

/**
 * The share of the synthetic records nearer to training, of those that are not equally far from both: one half if the generator
 * knows training records no better than their like. With the exact 95 % interval over the draw of synthetic records.
 */
export function nearerShare({ training, heldOut }: Nearness): Estimate {
  const trials = training + heldOut;
  if (trials === 0) return { value: 0.5, low: 0, high: 1 };
  return { value: training / trials, ...clopperPearson({ trials, successes: training, confidence: 0.95 }) };
}
