import { exp } from '../../../plan/deterministic-math.js';

/** 1 / (1 + e^-x), the same bits on every engine. */
export const sigmoid = (x: number): number => 1 / (1 + exp(-x));

/** The hyperbolic tangent, the same bits on every engine; within some 1e-16 of the true one. */
export function tanh(x: number): number {
  const fallen = exp(-2 * Math.abs(x));
  const size = (1 - fallen) / (1 + fallen);
  return x < 0 ? -size : size;
}
