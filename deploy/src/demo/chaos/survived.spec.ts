import { describe, expect, it } from '@jest/globals';
import { standing } from './site-ledger.js';
import { paidOnce } from './survived.js';

const once = { debit: 1, seal: 1, receipt: 1 };

describe('what the chaos demo says was survived', () => {
  it('is paid once only if every ledger verifies and holds one debit, one seal and one receipt for each round', () => {
    expect(paidOnce([once, once], 1)).toBe(true);
    expect(paidOnce([once, null], 1)).toBe(false);
    const twice = { debit: 2, seal: 2, receipt: 2 };
    expect([paidOnce([twice, twice], 2), paidOnce([twice, once], 2)]).toEqual([true, false]);
    for (const kind of ['debit', 'seal', 'receipt'] as const) {
      expect(paidOnce([once, { ...once, [kind]: 2 }], 1)).toBe(false);
      expect(paidOnce([once, { ...once, [kind]: 0 }], 1)).toBe(false);
    }
  });

  it.each([
    [{ debit: 0, seal: 0, receipt: 0 }, 'before its debit'],
    [{ debit: 1, seal: 0, receipt: 0 }, 'after its debit and before its seal'],
    [{ debit: 1, seal: 1, receipt: 0 }, 'with its release sealed and no receipt yet'],
    [once, 'after its receipt'],
    [null, 'with a ledger that does not verify'],
  ])('names where a killed agent stood by its ledger: %j', (records, words) => {
    expect(standing(records)).toBe(words);
  });
});
