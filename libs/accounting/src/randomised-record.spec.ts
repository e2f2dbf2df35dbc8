import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Accountant } from './accountant.js';
import { composed, randomisedResponse } from './an-event.fixture.js';
import { checkedEvent } from './check-event.js';
import type { DpEvent, RandomisedAnswer } from './dp-event.js';
import { gdpAccountant } from './gdp/gdp-accountant.js';
import type { Adjacency } from './guarantee.js';
import { pldAccountant } from './pld/pld-accountant.js';
import { rdpAccountant } from './rdp/rdp-accountant.js';
import { rhoUnits } from './rho-units.js';
import { zcdpAccountant } from './zcdp/zcdp-accountant.js';

const anAnswer = fc.record({ categories: fc.integer({ min: 2, max: 9 }), replaced: fc.integer({ min: 10, max: 40 }) }).map((answer) => ({ ...answer, outOf: 41 }));
const someAnswers = fc.array(anAnswer, { minLength: 1, maxLength: 4 });
const recordOf = (columns: readonly RandomisedAnswer[]): DpEvent => ({ kind: 'randomised-record', columns });
const answersOf = (columns: readonly RandomisedAnswer[]): DpEvent => composed(...columns.map(({ categories, replaced, outOf }) => randomisedResponse(categories, replaced, outOf)));

function epsilonOf(accountant: Accountant, event: DpEvent, adjacency: Adjacency): number {
  const answer = accountant.account(event, adjacency);
  if (answer.kind === 'refused') throw new Error(answer.reason);
  return answer.epsilonAt(1e-5);
}

describe('a randomised record', () => {
  it('costs whoever comes, goes or is replaced what all its answers cost together where one is replaced', () => {
    fc.assert(
      fc.property(someAnswers, (columns) => {
        expect(rhoUnits(recordOf(columns))).toBe(rhoUnits(answersOf(columns)));
        for (const accountant of [zcdpAccountant, rdpAccountant, pldAccountant, gdpAccountant]) {
          const together = epsilonOf(accountant, answersOf(columns), 'replace-one');
          expect(epsilonOf(accountant, recordOf(columns), 'replace-one')).toBeCloseTo(together, 12);
          expect(epsilonOf(accountant, recordOf(columns), 'add-or-remove-one')).toBeCloseTo(together, 12);
        }
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    [{ categories: 1, replaced: 1, outOf: 2 }, 'columns[0].categories must be at least 2, but it is 1'],
    [{ categories: 2, replaced: 3, outOf: 2 }, 'columns[0].replaced must be at most outOf, which is 2, but it is 3'],
  ])('is refused with a column of %j', (column, message) => {
    expect(() => checkedEvent(recordOf([column]))).toThrow(new RangeError(message));
  });
});
