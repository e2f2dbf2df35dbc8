import type { RepeatedPair } from './discretised-composition.js';
import { eitherWay, type BothDirections } from './dominating-pair.js';
import { gaussianPair, type GaussianShift } from './gaussian-pair.js';

/** Pairs that together dominate an event. Shifts of Gaussian noise are kept as one number, since their squares add up. */
export interface Dominators {
  readonly kind: 'dominators';
  readonly squaredShift: number;
  readonly overweight: number;
  readonly others: readonly RepeatedDirections[];
}

export interface RepeatedDirections {
  readonly pairs: BothDirections;
  readonly times: number;
}

export const NOTHING: Dominators = Object.freeze({ kind: 'dominators', squaredShift: 0, overweight: 0, others: [] });

export function ofGaussian({ shift, overweight }: GaussianShift): Dominators {
  // A square too small for a double is still not nothing.
  return { ...NOTHING, squaredShift: Math.max(shift * shift, Number.MIN_VALUE), overweight };
}

export function ofPairs(pairs: BothDirections, times: number): Dominators {
  return { ...NOTHING, others: [{ pairs, times }] };
}

export function plus(a: Dominators, b: Dominators): Dominators {
  return {
    kind: 'dominators',
    squaredShift: a.squaredShift + b.squaredShift,
    overweight: a.overweight + b.overweight,
    others: [...a.others, ...b.others],
  };
}

export function repeated({ squaredShift, overweight, others }: Dominators, times: number): Dominators {
  return {
    kind: 'dominators',
    squaredShift: times * squaredShift,
    overweight: times * overweight,
    others: others.map((other) => ({ ...other, times: times * other.times })),
  };
}

export function allPairs({ squaredShift, overweight, others }: Dominators): readonly RepeatedDirections[] {
  if (squaredShift === 0) return others;
  return [{ pairs: eitherWay(gaussianPair({ shift: Math.sqrt(squaredShift), overweight })), times: 1 }, ...others];
}

/** The pairs for one order of two neighbouring data sets. */
export function inDirection(parts: readonly RepeatedDirections[], direction: keyof BothDirections): readonly RepeatedPair[] {
  return parts.map(({ pairs, times }) => ({ pair: pairs[direction], times }));
}

/** Whether both orders of two neighbouring data sets have the same pairs. */
export function areSymmetric(parts: readonly RepeatedDirections[]): boolean {
  return parts.every(({ pairs }) => pairs.remove === pairs.add);
}
