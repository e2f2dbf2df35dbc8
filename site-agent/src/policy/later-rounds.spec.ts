import { rhoUnits } from '@commonward/accounting';
import { describe, expect, it } from '@jest/globals';
import { eventOf, laterEventsOf } from '@commonward/synthesis/plan';
import { aSpectrumPlan } from '../../../libs/synthesis/src/plan/spectrum/a-spectrum-study.fixture.js';
import { coversLaterRounds } from './later-rounds.js';

describe('a budget', () => {
  const plan = aSpectrumPlan();
  const [first, second] = [eventOf(plan), ...laterEventsOf(plan)].map(rhoUnits);

  it('covers the first round of two only if it pays for both', () => {
    expect(coversLaterRounds({ spentRhoUnits: 7, capRhoUnits: 7 + first + second }, plan)).toBe(true);
    expect(coversLaterRounds({ spentRhoUnits: 7, capRhoUnits: 6 + first + second }, plan)).toBe(false);
  });

  it('is not asked for the first round again when the second comes', () => {
    const last = { ...plan, part: { name: 'shapes' as const, centres: [] } };
    expect(coversLaterRounds({ spentRhoUnits: first, capRhoUnits: first + second }, last)).toBe(true);
  });
});
