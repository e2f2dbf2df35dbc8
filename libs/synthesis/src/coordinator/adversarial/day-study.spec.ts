import { describe, expect, it } from '@jest/globals';
import { cellFinder, dayColumns } from '@commonward/schema';
import { aGradientsPlanOf } from '../../../test/a-gradients-study.js';
import { trainedExactly, type ShownCohort } from '../../../test/exact-rounds.js';
import { testUniform } from '../../../test/simulated-table.js';
import { scaledReading } from '../../plan/index.js';
import { aSeriesDictionary } from '../../plan/scores/a-scores-study.fixture.js';
import type { DrawnDays } from '../scores/day-pool.js';
import { networkGeneratorBytes, readNetworkGenerator } from './network-generator.js';
import { generatorOf } from './network-study.js';
import { sampleDrawnDays } from './sample-drawn-days.js';

const [STEPS, DAYS] = [4, 70];
const dictionary = aSeriesDictionary({ steps: STEPS, missing: true });
const [STEPS_CHANNEL, CALORIES] = dictionary.channels;

const aPlan = (steps: number) => aGradientsPlanOf(dictionary, { steps });

/**
 * Two days of seven are a weekend. People walk in the first half of a weekday and in the second half of a weekend day; the tracker of
 * calories is off at the end of a weekend day.
 */
const isWalked = (weekend: number, step: number): boolean => Number(step >= STEPS / 2) === weekend;
const isOff = (weekend: number, step: number): boolean => weekend === 1 && step === STEPS - 1;
const cohort: ShownCohort = (() => {
  const uniform = testUniform(5);
  const labels = Array.from({ length: DAYS }, (_, day) => Number(day % 7 >= 5));
  const rows = labels.map((weekend) => {
    const pace = 1500 + 4000 * uniform();
    const steps = Array.from({ length: STEPS }, (_, step) => {
      const [walked, burnt] = isWalked(weekend, step) ? [pace, 200] : [3, 50];
      // Both channels, then whether each of them is there.
      return [scaledReading(STEPS_CHANNEL, walked), isOff(weekend, step) ? -1 : scaledReading(CALORIES, burnt), 1, isOff(weekend, step) ? -1 : 1];
    });
    return Float64Array.of(...steps.flat(), 1 - weekend, weekend);
  });
  return { rows, labels };
})();

const columns = dayColumns(dictionary);
const WEEKEND = columns.length - 1;
const NOWHERE = new Map<number, ReadonlySet<number>>();
const cellIn = ({ codes }: DrawnDays, day: number, column: number): number => codes[day * columns.length + column];
const valueIn = ({ values }: DrawnDays, day: number, column: number): number => values[day * 2 * STEPS + column];
const all = <T>(days: DrawnDays, of: (day: number, step: number) => T): T[] => Array.from({ length: days.rows * STEPS }, (_, at) => of(Math.floor(at / STEPS), at % STEPS));
const share = (truths: readonly boolean[]): number => truths.filter((truth) => truth).length / truths.length;

describe('a study of a network of days', () => {
  const plan = aPlan(250);
  const generator = generatorOf(trainedExactly(plan, cohort));
  const drawn = sampleDrawnDays(generator, plan, { days: 140, stream: 'test', cells: NOWHERE });

  it('learns from gradient sums alone when people walk on which days, how often each is, and where readings are missing', () => {
    const weekend = (day: number) => cellIn(drawn, day, WEEKEND);
    expect(share(Array.from({ length: 140 }, (_, day) => weekend(day) === 1))).toBeCloseTo(2 / 7, 2);
    expect(share(all(drawn, (day, step) => valueIn(drawn, day, step) > 100 === isWalked(weekend(day), step)))).toBeGreaterThan(0.9);
    expect(share(all(drawn, (day, step) => Number.isNaN(valueIn(drawn, day, STEPS + step)) === isOff(weekend(day), step)))).toBeGreaterThan(0.9);
    expect(generator.records).toBe(DAYS);
  });

  it('draws readings as the dictionary has them: whole numbers within the bounds, each in the cell that holds it', () => {
    columns.slice(0, 2 * STEPS).forEach((column, at) => {
      const { min, max } = dictionary.channels[Math.floor(at / STEPS)];
      for (let day = 0; day < drawn.rows; day++) {
        const value = valueIn(drawn, day, at);
        expect(cellFinder(column)(value)).toBe(cellIn(drawn, day, at));
        expect(Number.isNaN(value) || (Number.isInteger(value) && value >= min && value <= max)).toBe(true);
      }
    });
  });

  it('draws the same days for a stream, and others for another', () => {
    const of = (stream: string) => sampleDrawnDays(generator, plan, { days: 5, stream, cells: NOWHERE });
    expect(of('a')).toEqual(of('a'));
    expect(of('a').values).not.toEqual(of('b').values);
  });

  it('draws days within what is asked of the calendar and of a step, and says so where there is none', () => {
    const days = sampleDrawnDays(generator, plan, { days: 30, stream: 'test', cells: new Map([[WEEKEND, new Set([1])]]) });
    expect(days.rows).toBe(30);
    expect(Array.from({ length: 30 }, (_, day) => cellIn(days, day, WEEKEND))).toEqual(Array<number>(30).fill(1));
    expect(new Set(Array.from({ length: 30 }, (_, day) => days.values.subarray(day * 2 * STEPS, (day + 1) * 2 * STEPS).join())).size).toBeGreaterThan(20);
    const last = STEPS - 1;
    const busy = new Set([6, 7, 8]);
    const asked = sampleDrawnDays(generator, plan, { days: 10, stream: 'test', cells: new Map([[last, busy]]) });
    expect(Array.from({ length: 10 }, (_, day) => busy.has(cellIn(asked, day, last)))).toEqual(Array<boolean>(10).fill(true));
    expect(() => sampleDrawnDays(generator, plan, { days: 10, stream: 'test', cells: new Map([[WEEKEND, new Set<number>()]]) })).toThrow(new RangeError('The conditions leave no day.'));
    expect(() => sampleDrawnDays(generator, plan, { days: 10, stream: 'test', cells: new Map([[last, new Set<number>()]]) })).toThrow(new RangeError('The conditions leave no day.'));
  }, 60_000);

  it('is the same whoever follows it from the same sums, and gives its bytes back', () => {
    const short = aPlan(3);
    const [bytes, again] = [1, 2].map(() => networkGeneratorBytes(generatorOf(trainedExactly(short, cohort))));
    expect(again).toEqual(bytes);
    expect(networkGeneratorBytes(readNetworkGenerator(bytes, short))).toEqual(bytes);
  });
});
