import { describe, expect, it } from '@jest/globals';
import { pairedAudit } from './paired-audit.js';

const claim = { epsilon: 1, delta: 1e-5 };

describe('pairedAudit', () => {
  it('takes the closer record of each pair for the one that was trained on, and guesses nothing where both are equally close', () => {
    const distances = [{ member: 0, heldOut: 0.2 }, { member: 0.1, heldOut: 0 }, { member: 0.3, heldOut: 0.3 }];
    expect(pairedAudit(distances, claim)).toEqual({ pairs: 3, guesses: 2, correct: 1, confidence: 0.95, claim, shownEpsilon: 0 });
  });

  it('shows of a thousand copied records more than twice the epsilon of 1 that was promised', () => {
    const copied = Array.from({ length: 1000 }, () => ({ member: 0, heldOut: 0.1 }));
    // By hand: p^1000 = .05 at odds of 333, of which half the logarithm is 2.90; delta takes a little.
    expect(pairedAudit(copied, claim).shownEpsilon).toBeGreaterThan(2);
    expect(pairedAudit(copied, { ...claim, delta: 0 }).shownEpsilon).toBeCloseTo(Math.log(1 / (0.05 ** (-1 / 1000) - 1)) / 2, 9);
  });

  it('shows nothing without a pair', () => {
    expect(pairedAudit([], claim).shownEpsilon).toBe(0);
  });
});
