import type { PrivacyCurve } from './accountant.js';
import { checkDelta, checkEpsilon } from './guarantee.js';

/**
 * A curve from two functions and the epsilon that holds with delta 0, if there is one: no figure is ever above it.
 *
 * The arguments of both functions are checked here, once.
 */
export function privacyCurve(parts: {
  readonly epsilonAt: (delta: number) => number;
  readonly deltaAt: (epsilon: number) => number;
  readonly pureEpsilon: number;
}): PrivacyCurve {
  return Object.freeze({
    kind: 'curve' as const,
    epsilonAt(delta: number): number {
      checkDelta(delta);
      return Math.min(parts.pureEpsilon, parts.epsilonAt(delta));
    },
    deltaAt(epsilon: number): number {
      checkEpsilon(epsilon);
      return epsilon >= parts.pureEpsilon ? 0 : parts.deltaAt(epsilon);
    },
  });
}
