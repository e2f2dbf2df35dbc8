import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { vectors, wine, wineDictionary, WINE_COLUMNS } from '../metrics/wine.fixture.js';
import { seededRandom } from '../seeded-random.js';
import { attackRisk } from './attack-risk.js';
import { inferredSecrets, type Scaled } from './attribute-inference.js';
import { linkedRecords } from './linkability.js';
import { columnRanges, mixedRows, withColumns } from './mixed-rows.js';
import { singlesOut, successesOf } from './predicate.js';
import { claimAbout, medianOf, multivariateClaims, univariateClaims } from './singling-out.js';

type Counts = Readonly<Record<'real' | 'holdout', number>>;
const reference = vectors('disclosure.json') as {
  risk: { members: [number, number]; control: [number, number]; value: number; low: number; high: number }[];
  linkability: ({ halves: [string[], string[]]; neighbours: number } & Counts)[];
  inference: Record<string, Counts>;
  univariate: { claims: number } & Counts;
  multivariate: { row: number; columns: string[]; real: number; holdout: number; synth: number }[];
};
const dictionary = wineDictionary();
const synthetic = wine('synth');
const SIDES = ['real', 'holdout'] as const;
const place = (name: string): number => WINE_COLUMNS.indexOf(name);
const claims = { synthetic, dictionary, claims: 10_000, random: seededRandom(0) };

/** Targets and synthetic records, scaled by the ranges of both, as Anonymeter does. */
function scaledPair(name: 'real' | 'holdout', dictionaryOf = dictionary): { targets: Scaled; released: Scaled } {
  const names = dictionaryOf.columns.map((column) => column.name);
  const [targets, released] = [wine(name, names), wine('synth', names)];
  const ranges = columnRanges([targets, released], dictionaryOf);
  return { targets: { table: targets, scaled: mixedRows(targets, ranges) }, released: { table: released, scaled: mixedRows(released, ranges) } };
}

describe('attackRisk', () => {
  const attack = ([attempts, successes]: readonly [number, number]) => ({ attempts, successes });

  it.each(reference.risk)("is Anonymeter's risk and interval for $members on members and $control on the control", ({ members, control, value, low, high }) => {
    expect(attackRisk({ members: attack(members), control: attack(control) })).toEqual({ value: expect.closeTo(value, 12), low: expect.closeTo(low, 12), high: expect.closeTo(high, 12) });
  });

  it('lies between 0 and 1, within its interval, and does not fall as more members are hit', () => {
    const attempts = fc.integer({ min: 1, max: 200 }).chain((n) => fc.tuple(fc.constant(n), fc.nat(n)));
    fc.assert(
      fc.property(attempts, attempts, ([n, hits], control) => {
        const { value, low, high } = attackRisk({ members: attack([n, hits]), control: attack(control) });
        expect(0 <= low && low <= value && value <= high && high <= 1).toBe(true);
        expect(attackRisk({ members: attack([n, n]), control: attack(control) }).value).toBeGreaterThanOrEqual(value);
      }),
    );
  });

  it('is unknown where nothing could be attempted', () => {
    expect(attackRisk({ members: attack([0, 0]), control: attack([0, 0]) })).toEqual({ value: 0, low: 0, high: 1 });
  });
});

describe('linkedRecords', () => {
  const numbers = wineDictionary([...reference.linkability[0].halves.flat(), 'strong']);

  it.each(reference.linkability)("links as many records as Anonymeter does, with $neighbours neighbours", ({ halves, neighbours, ...counts }) => {
    for (const side of SIDES) {
      const { targets, released } = scaledPair(side, numbers);
      const places = halves.map((names) => names.map((name) => numbers.columns.findIndex((column) => column.name === name))) as [number[], number[]];
      expect(linkedRecords({ targets: targets.scaled, synthetic: released.scaled, halves: places, neighbours })).toEqual({ attempts: targets.table.rows, successes: counts[side] });
    }
  });
});

describe('inferredSecrets', () => {
  it.each(Object.entries(reference.inference))("guesses %s right as often as Anonymeter's nearest neighbour does", (secret, counts) => {
    for (const side of SIDES) {
      const { targets, released } = scaledPair(side);
      expect(inferredSecrets(targets, released, place(secret))).toEqual({ attempts: targets.table.rows, successes: counts[side] });
    }
  });
});

describe('singling out', () => {
  it("makes Anonymeter's claims about one column, and as many of them hold", () => {
    const found = univariateClaims(claims);
    expect({ claims: found.length, real: successesOf(found, wine('real')), holdout: successesOf(found, wine('holdout')) }).toEqual(reference.univariate);
  });

  it("makes Anonymeter's claims about three columns of a record", () => {
    const medians = synthetic.columns.map(medianOf);
    const tables = { real: wine('real'), holdout: wine('holdout'), synth: synthetic };
    for (const { row, columns, ...counts } of reference.multivariate) {
      const predicate = claimAbout(row, columns.map(place), { synthetic, dictionary, medians });
      for (const table of ['real', 'holdout', 'synth'] as const) expect(singlesOut(predicate, tables[table])).toBe(counts[table] === 1);
    }
  });

  it('claims only what holds for exactly one synthetic record, nothing twice, and no more than asked for', () => {
    for (const found of [univariateClaims({ ...claims, claims: 50 }), multivariateClaims({ ...claims, claims: 50 }, 3)]) {
      expect(found).toHaveLength(50);
      expect(successesOf(found, synthetic)).toBe(50);
      expect(new Set(found.map((predicate) => JSON.stringify(predicate))).size).toBe(50);
    }
  });

  it('makes no claim where no synthetic record differs from the others', () => {
    const alike = { rows: 9, columns: synthetic.columns.map(() => new Float64Array(9)) };
    expect(univariateClaims({ ...claims, synthetic: alike })).toEqual([]);
    expect(multivariateClaims({ ...claims, synthetic: alike, claims: 5 }, 3)).toEqual([]);
  });

  it('knows that a value is missing', () => {
    const table = { rows: 3, columns: [Float64Array.of(1, NaN, 2)] };
    expect(singlesOut([{ column: 0, is: 'missing' }], table)).toBe(true);
    expect(singlesOut([{ column: 0, is: 'at least', value: 0 }], table)).toBe(false);
  });
});

describe('withColumns', () => {
  it('keeps the named columns, in the order given', () => {
    expect([...withColumns({ rows: 2, columns: 3, values: Float64Array.of(1, 2, 3, 4, 5, 6) }, [2, 0]).values]).toEqual([3, 1, 6, 4]);
  });
});
