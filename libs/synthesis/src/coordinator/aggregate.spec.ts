import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aPlan } from '../../test/simulated-table.js';
import { planLength } from '../plan/index.js';
import { absorb, aggregate, generatorBytes, trainGenerator } from './index.js';

const plan = aPlan();
const masked = aPlan({ trust: 'shared', aggregation: 'masked', sites: ['north', 'south', 'west', 'east'] });
const length = planLength(plan);
const release = (value: number) => new Int32Array(length).fill(value);
const someReleases = fc.array(fc.array(fc.integer({ min: -(2 ** 29), max: 2 ** 29 }), { minLength: length, maxLength: length }), { minLength: 1, maxLength: 2 });

/** What unmasking leaves: each coordinate added up in 32 bits. */
const residuesOf = (releases: readonly Int32Array[]) => Uint32Array.from({ length }, (_, at) => releases.reduce((sum, values) => (sum + values[at]) >>> 0, 0));

describe('the sum of releases', () => {
  it('is exact beyond 32 bits', () => {
    const { sum, sites } = aggregate({ kind: 'releases', releases: [release(2 ** 31 - 1), release(2 ** 31 - 1)] }, plan);
    expect(new Set(sum)).toEqual(new Set([2 ** 32 - 2]));
    expect(sites).toBe(2);
  });

  it('is the same whether the releases came one by one or as a sum modulo 2^32', () => {
    fc.assert(
      fc.property(someReleases, (vectors) => {
        const releases = vectors.map((values) => Int32Array.from(values));
        const sum = { kind: 'sum', residues: residuesOf(releases), sites: releases.length } as const;
        expect(aggregate(sum, plan)).toEqual(aggregate({ kind: 'releases', releases }, plan));
      }),
      { numRuns: 50 },
    );
  });

  it('gives the same generator, byte for byte, if nothing but the sum is there', () => {
    const releases = [0, 1].map((k) => Int32Array.from({ length }, (_, at) => plan.grid * (100 + ((at * 37 + k * 11) % 90))));
    const [fromReleases, fromSum] = [{ kind: 'releases', releases } as const, { kind: 'sum', residues: residuesOf(releases), sites: 2 } as const].map((given) =>
      generatorBytes(trainGenerator(absorb({ ...aggregate(given, plan), plan }), plan)),
    );
    expect(fromSum).toEqual(fromReleases);
  });

  it('takes between one release and one from each site, all of the length of the plan', () => {
    const of = (...releases: Int32Array[]) => () => aggregate({ kind: 'releases', releases }, plan);
    expect(of()).toThrow(RangeError);
    expect(of(release(1), release(1), release(1))).toThrow(RangeError);
    expect(of(new Int32Array(3))).toThrow('A vector has 3 numbers, the plan has 100.');
    expect(() => aggregate({ kind: 'sum', residues: new Uint32Array(3), sites: 2 }, plan)).toThrow('A vector has 3 numbers, the plan has 100.');
  });

  it('is nothing that a masked plan has of single releases, or of fewer than its threshold', () => {
    expect(() => aggregate({ kind: 'releases', releases: [release(1), release(1), release(1), release(1)] }, masked)).toThrow('single releases were given');
    expect(() => aggregate({ kind: 'sum', residues: new Uint32Array(length), sites: 3 }, masked)).toThrow('Expected releases of 4 to 4 sites, got 3.');
    expect(aggregate({ kind: 'sum', residues: new Uint32Array(length), sites: 4 }, masked).sites).toBe(4);
  });
});
