import { rhoUnits } from '@commonward/accounting';
import { describe, expect, it } from '@jest/globals';
import { eventOf, laterEventsOf, type TrainingPlan } from '@commonward/synthesis/plan';
import { aScoresPlan } from '../../../libs/synthesis/src/plan/scores/a-scores-study.fixture.js';
import { aSpectrumPlan } from '../../../libs/synthesis/src/plan/spectrum/a-spectrum-study.fixture.js';
import { coversLaterRounds } from './later-rounds.js';

describe.each([
  ['images', aSpectrumPlan(), { name: 'shapes' as const, centres: [] }],
  ['days', aScoresPlan(), { name: 'moments' as const, means: [], spreads: [] }],
])('a budget for a study of %s', (_, plan, part) => {
  const [first, second] = [eventOf(plan), ...laterEventsOf(plan)].map(rhoUnits);

  it('covers the first round of two only if it pays for both', () => {
    expect(coversLaterRounds({ spentRhoUnits: 7, capRhoUnits: 7 + first + second }, plan)).toBe(true);
    expect(coversLaterRounds({ spentRhoUnits: 7, capRhoUnits: 6 + first + second }, plan)).toBe(false);
  });

  it('is not asked for the first round again when the second comes', () => {
    const last = { ...plan, part } as TrainingPlan;
    expect(coversLaterRounds({ spentRhoUnits: first, capRhoUnits: first + second }, last)).toBe(true);
  });
});
