import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { discreteGaussian, repeated, sampled, unsampledEvent } from './an-event.fixture.js';
import type { DpEvent } from './dp-event.js';
import { admit, openFilter, type PrivacyFilter } from './privacy-filter.js';
import { RHO_UNITS_PER_ONE, rhoUnits } from './rho-units.js';

/** Asks for one event after the other, each chosen after the answer to the one before; what was admitted, and the filter at the end. */
const released = (choices: readonly ((filter: PrivacyFilter) => DpEvent)[], capRhoUnits: number) => {
  let filter = openFilter({ capRhoUnits });
  const admitted: DpEvent[] = [];
  for (const choose of choices) {
    const event = choose(filter);
    const answer = admit(filter, event);
    if (answer.kind === 'refused') continue;
    admitted.push(event);
    filter = answer;
  }
  return { admitted, filter };
};

/** An attacker who asks for more as less is left, and aims at what is left exactly. */
const greedy = (event: DpEvent) => (filter: PrivacyFilter): DpEvent => {
  const left = Math.floor((filter.capRhoUnits - filter.spentRhoUnits) / rhoUnits(event));
  return left > 1 ? repeated(event, left) : event;
};
const choice = fc.tuple(unsampledEvent, fc.boolean()).map(([event, aims]) => (aims ? greedy(event) : () => event));

describe('a privacy filter', () => {
  it('never admits more than its cap, however events are chosen from what was admitted before', () => {
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 20 }), fc.integer({ min: 0, max: 10 * RHO_UNITS_PER_ONE }), (choices, capRhoUnits) => {
        const { admitted, filter } = released(choices, capRhoUnits);
        const parts = admitted.map((event) => ({ event, times: 1 }));
        expect(filter.spentRhoUnits).toBeLessThanOrEqual(capRhoUnits);
        expect(rhoUnits({ kind: 'composed', parts })).toBeLessThanOrEqual(filter.spentRhoUnits);
      }),
    );
  });

  it('has spent what the composition costs, up to rounding each release up', () => {
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 20 }), (choices) => {
        const { admitted, filter } = released(choices, 100 * RHO_UNITS_PER_ONE);
        const composition = rhoUnits({ kind: 'composed', parts: admitted.map((event) => ({ event, times: 1 })) });
        expect(filter.spentRhoUnits - composition).toBeLessThanOrEqual(Math.max(0, admitted.length - 1));
      }),
    );
  });

  it('ends at the same sum in any order', () => {
    fc.assert(
      fc.property(fc.array(unsampledEvent, { maxLength: 20 }), (events) => {
        const spent = (order: readonly DpEvent[]) => released(order.map((event) => () => event), Number.MAX_SAFE_INTEGER).filter.spentRhoUnits;
        expect(spent(events.toReversed())).toBe(spent(events));
      }),
    );
  });

  it('admits what uses up the cap to the last unit, and after that nothing', () => {
    const half = discreteGaussian(1, 1);
    const full = admit(openFilter({ capRhoUnits: RHO_UNITS_PER_ONE / 2 }), half);
    expect(full).toEqual({ kind: 'filter', spentRhoUnits: 5e11, capRhoUnits: 5e11 });
    expect(full.kind === 'filter' && admit(full, discreteGaussian(1, 5e11))).toEqual({
      kind: 'refused',
      reason: 'The release costs rho 1e-12, and 0 of 0.5 is left.',
    });
  });

  it('spends nothing on a refusal', () => {
    const filter = openFilter({ capRhoUnits: 10 });
    expect(admit(filter, discreteGaussian(1, 1)).kind).toBe('refused');
    expect(filter).toEqual({ kind: 'filter', spentRhoUnits: 0, capRhoUnits: 10 });
    expect(Object.isFrozen(filter)).toBe(true);
  });

  it('does not take what has no rho, nor a cap that is no whole number of units', () => {
    expect(() => admit(openFilter({ capRhoUnits: 10 }), sampled(discreteGaussian(1, 1), 1, 2))).toThrow(RangeError);
    expect(() => openFilter({ capRhoUnits: 0.5 })).toThrow(new RangeError('capRhoUnits must be a safe integer of at least 0, but it is 0.5'));
  });
});
