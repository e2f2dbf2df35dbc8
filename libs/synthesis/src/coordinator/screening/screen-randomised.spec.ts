import { describe, expect, it } from '@jest/globals';
import { Sensitive, systemRandom } from '@commonward/privacy';
import { aNoisyPlan } from '../../../test/randomised-study.js';
import { simulatedPatients } from '../../../test/simulated-table.js';
import { randomisedTablesIn } from '../../plan/index.js';
import { randomisedRelease } from '../../site/index.js';
import { screen } from './screen.js';

const plan = aNoisyPlan();
const [first, second] = randomisedTablesIn(plan);
const honest = randomisedRelease(Sensitive.of([simulatedPatients(300, 1)]), plan, { site: 'south', random: systemRandom }).value;
const reasonFor = (change: (values: Int32Array) => void) => {
  const values = honest.slice();
  change(values);
  return screen([{ site: 'south', values }], plan).leftOut[0]?.reason;
};

describe('the screen of randomised records', () => {
  it('lets an honest release pass', () => {
    expect(reasonFor(() => undefined)).toBeUndefined();
  });

  it.each([
    ['a count below zero', (values: Int32Array) => (values[0] = -1), 'It holds a count below zero.'],
    ['one place too many', (values: Int32Array) => (values[first.start] += 1), 'A table of it does not count the 30000 places of the site.'],
    ['a table of other places', (values: Int32Array) => void ((values[second.start] += 1), (values[second.start + 1] -= 1)), 'Its tables do not count the same places: a column has other answers in one than in another.'],
  ])('leaves out %s', (_name, change, reason) => {
    expect(reasonFor(change)).toBe(reason);
  });
});
