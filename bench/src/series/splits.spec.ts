import { describe, expect, it } from '@jest/globals';
import { splitDays } from './splits.js';

const rows = 400;
const days = { rows, codes: new Uint8Array(rows), values: new Float64Array(rows), patients: Int32Array.from({ length: rows }, (_, row) => row % 20) };
const personsOf = (places: readonly number[]) => new Set(places.map((place) => days.patients[place]));

describe.each(['days', 'persons'] as const)('a split by %s', (kind) => {
  const { sites, test } = splitDays(days, kind, 3);

  it('puts every day in one place, and all training days of a person at one site', () => {
    expect([...sites.flat(), ...test].sort((a, b) => a - b)).toEqual([...days.patients.keys()]);
    for (const [at, site] of sites.entries()) for (const other of sites.slice(at + 1)) expect([...personsOf(site)].some((person) => personsOf(other).has(person))).toBe(false);
  });

  it('is the same for the same seed', () => expect(splitDays(days, kind, 3)).toEqual({ sites, test }));
});

describe('a split by persons', () => {
  it('holds out eight persons of whom no day is learnt from', () => {
    const { sites, test } = splitDays(days, 'persons', 1);
    expect(personsOf(test).size).toBe(8);
    expect([...personsOf(sites.flat())].some((person) => personsOf(test).has(person))).toBe(false);
  });
});
