import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RecordTable } from '@commonward/schema';
import { aDictionary } from '../report/a-report.fixture.js';
import { seededRandom } from '../seeded-random.js';
import { matchedPairs } from './matched-pairs.js';

const dictionary = aDictionary();
/** Records whose first column is their number, and whose last is their class. */
const tableOf = (first: number, classes: readonly number[]): RecordTable => ({ rows: classes.length, columns: [Float64Array.from(classes, (_, row) => first + row), new Float64Array(classes.length), Float64Array.from(classes)] });
const classes = fc.array(fc.constantFrom(0, 1, NaN), { maxLength: 12 });
const sides = fc.tuple(fc.array(classes, { minLength: 2, maxLength: 2 }), fc.array(classes, { minLength: 2, maxLength: 2 }));
const tables = (all: readonly number[][]): RecordTable[] => all.map((own, k) => tableOf(1000 * k, own));

describe('matchedPairs', () => {
  it('puts together a training and a held-out record of the same hospital and class, each record once, as many as there are', () => {
    fc.assert(
      fc.property(sides, fc.nat(), ([train, test], seed) => {
        const pairs = matchedPairs({ hospitals: tables(train), tests: tables(test), dictionary, most: 1000, random: seededRandom(seed) });
        const flat = (all: readonly number[][]): string[] => all.flatMap((own, k) => own.map((label) => `${k} ${label}`));
        const [members, heldOut] = [flat(train), flat(test)];
        for (const pair of pairs) expect(members[pair.member]).toBe(heldOut[pair.heldOut]);
        expect(new Set(pairs.map(({ member }) => member)).size).toBe(pairs.length);
        expect(new Set(pairs.map((pair) => pair.heldOut)).size).toBe(pairs.length);
        const possible = [...new Set(members)].reduce((sum, stratum) => sum + Math.min(members.filter((one) => one === stratum).length, heldOut.filter((one) => one === stratum).length), 0);
        expect(pairs).toHaveLength(possible);
      }),
    );
  });

  it('takes no more than it is told, from anywhere', () => {
    const one = tableOf(0, new Array<number>(200).fill(1));
    const few = (seed: number) => matchedPairs({ hospitals: [one], tests: [one], dictionary, most: 5, random: seededRandom(seed) });
    expect(few(1)).toHaveLength(5);
    expect(few(1)).toEqual(few(1));
    expect(few(2)).not.toEqual(few(1));
  });

  it('matches by class alone where nobody knows whose the held-out records are', () => {
    const pairs = matchedPairs({ hospitals: tables([[0], [1]]), tests: [tableOf(0, [1, 0])], dictionary, most: 10, random: seededRandom(1) });
    expect(pairs.map(({ member, heldOut }) => [member, heldOut]).sort()).toEqual([[0, 1], [1, 0]]);
  });
});
