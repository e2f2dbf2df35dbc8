import { describe, expect, it } from '@jest/globals';
import { Sensitive, systemRandom } from '@commonward/privacy';
import { tableLayout } from '@commonward/schema';
import { aNoisyPlan } from '../../test/randomised-study.js';
import { aGuarantee, aPlan, exactSum, nearlyNoiseless, simulatedPatients } from '../../test/simulated-table.js';
import { absorb, aggregate, sampleTable, screen, trainGenerator } from '../coordinator/index.js';
import { eventOf, planLength } from '../plan/index.js';
import { randomisedRelease } from './index.js';

const random = systemRandom;
const plan = aNoisyPlan();
const released = (rows: number, site: string, of = plan) => randomisedRelease(Sensitive.of([simulatedPatients(rows, 7)]), of, { site, random });

describe('a release of randomised records', () => {
  it('has the length of the plan, costs its event, and passes the screen', () => {
    const release = released(20_000, 'south');
    expect(release.value).toHaveLength(planLength(plan));
    expect(release.event).toEqual(eventOf(plan));
    expect(screen([{ site: 'south', values: release.value }], plan).leftOut).toEqual([]);
  });

  it('counts all places, whoever is there: the sum tells of it nothing but their number', () => {
    const totals = [0, 20_000, 90_000].map((rows) => released(rows, 'south').value.subarray(0, 15).reduce((sum, count) => sum + count, 0));
    expect(totals).toEqual([30_000, 30_000, 30_000]);
  });

  it('needs places for its site', () => {
    expect(() => released(1, 'west')).toThrow('The plan of clinic has no places for west.');
  });
});

/** How many patients there are of an age, and how many of them are ill. */
function illAt(age: number): readonly [number, number] {
  const { rows, codes } = simulatedPatients(40_000, 7);
  const own = Array.from({ length: rows }, (_, row) => row).filter((row) => codes[5 * row] === age);
  return [own.length, own.filter((row) => codes[5 * row + 4] === 1).length];
}

describe('what is learnt from randomised records', () => {
  const plan = aNoisyPlan({ guarantee: aGuarantee({ epsilon: 10 }) });
  const layout = tableLayout(plan.dictionary);
  const patients = { north: 40_000, south: 20_000 };
  const releases = Object.entries(patients).map(([site, rows]) => released(rows, site, plan).value);
  const signal = absorb({ ...aggregate({ kind: 'releases', releases }, plan), plan });
  const truth = nearlyNoiseless(aPlan());
  const known = [0, 1, 2, 3].map((age) => illAt(age));
  const exact = [40_000, 20_000].map((rows) => absorb({ sum: exactSum(simulatedPatients(rows, 7), truth), sites: 1, plan: truth }));

  it('is how many patients there are, and how many have which value, within five standard errors', () => {
    // All columns estimate the number of patients; the best of them alone has the error of one cell of the target.
    expect(Math.abs(signal.records - 60_000)).toBeLessThan(5 * Math.sqrt(signal.oneWayVariances[4]));
    signal.oneWays.forEach((count, cell) => {
      const column = layout.offsets.findLastIndex((offset) => offset <= cell);
      expect(Math.abs(count - exact[0].oneWays[cell] - exact[1].oneWays[cell])).toBeLessThan(5 * Math.sqrt(layout.sizes[column] * signal.oneWayVariances[column]));
    });
  });

  it('are synthetic records whose disease depends on age as the patients\' does', () => {
    const { rows, columns } = sampleTable({ generator: trainGenerator(signal, plan), plan, rows: 6000, conditions: [], stream: 'test' });
    const [ages, , , , diseases] = columns;
    const shareOfIll = (isIn: (age: number) => boolean): number => {
      const own = Array.from({ length: rows }, (_, row) => row).filter((row) => isIn(ages[row]));
      return own.filter((row) => diseases[row] === 1).length / own.length;
    };
    const truth = ([ages, ...rest]: readonly (readonly [number, number])[]): number => [ages, ...rest].reduce((sum, [, ill]) => sum + ill, 0) / [ages, ...rest].reduce((sum, [all]) => sum + all, 0);
    expect(Math.abs(shareOfIll((age) => age < 50) - truth([known[0], known[1]]))).toBeLessThan(0.1);
    expect(Math.abs(shareOfIll((age) => age >= 50) - truth([known[2], known[3]]))).toBeLessThan(0.1);
  });
});
