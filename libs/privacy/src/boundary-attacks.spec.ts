import { AssertionError, deepStrictEqual } from 'node:assert';
import { format, inspect } from 'node:util';
import { serialize } from 'node:v8';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';

import { describe, expect, it } from '@jest/globals';

import { aBounded } from './boundary.fixture.js';
import { Bounded, Released, Sensitive } from './boundary.js';
import { boundedCounts } from './bounding/bounded-counts.js';
import { discreteGaussian } from './mechanisms/discrete-gaussian.js';
import { discreteLaplace } from './mechanisms/discrete-laplace.js';
import { exponentialMechanism } from './mechanisms/exponential-mechanism.js';
import { seededRandom } from './random.fixture.js';
import type { RandomSource } from './random.js';
import { poissonSample } from './sampling/poisson-sample.js';
import * as samplers from './samplers.js';

/*
 * What code in the same process may try. It cannot be kept from replacing Math.exp or the generator before they are called; but
 * it makes no release, and pairs none with a claim that its records did not earn.
 */
const secret = 47_114_711;
const records = () => Sensitive.of([[0], [1], [1]]);
const counted = (from: Sensitive<readonly number[][]> = records()) =>
  boundedCounts({ records: from, blocks: [{ cells: 2, indicatorsPerRecord: 1 }], cellsOf: (cells) => cells, grid: 5, clampTo: 100, adjacency: 'replace-one' });
const released = () => discreteGaussian(counted(), { variances: [16], random: seededRandom('attack') });

/** Runs with a property of the language replaced, and puts it back. */
function whileReplaced<T>(target: object, key: PropertyKey, descriptor: PropertyDescriptor, run: () => T): T {
  const original = Object.getOwnPropertyDescriptor(target, key);
  Object.defineProperty(target, key, { configurable: true, ...descriptor });
  try {
    return run();
  } finally {
    if (original === undefined) Reflect.deleteProperty(target, key);
    else Object.defineProperty(target, key, original);
  }
}

const thrownBy = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return error;
  }
};

describe.each([
  ['Sensitive', () => Sensitive.of(Int32Array.of(secret))],
  ['Bounded', () => aBounded(Int32Array.of(secret), [{ length: 1 }])],
] as const)('a %s value', (_, make) => {
  it('is in no text that is made of it', () => {
    const value = make();
    const failure = thrownBy(() => deepStrictEqual(value, { other: value }));
    expect(failure).toBeInstanceOf(AssertionError);
    const texts = [
      String(value),
      ['', value].join(),
      format('%s %o %O %j', value, value, value, 'no JSON'),
      inspect(value, { showHidden: true, showProxy: true, customInspect: false, getters: true, depth: null }),
      inspect(new Error('failed', { cause: value })),
      String(new Error(`failed on ${String(value)}`).stack),
      inspect(failure),
      inspect(thrownBy(() => JSON.stringify(value))),
    ];
    expect(texts.filter((text) => text.includes(String(secret)))).toEqual([]);
  });

  it('is in no bytes that are made of it, and in no message', () => {
    const needle = Buffer.from(Int32Array.of(secret).buffer);
    expect(serialize(make()).includes(needle)).toBe(false);
    const { port1, port2 } = new MessageChannel();
    port1.postMessage(make());
    const message: unknown = receiveMessageOnPort(port2);
    port1.close();
    expect(serialize(message).includes(needle)).toBe(false);
    expect(serialize(structuredClone(make())).includes(needle)).toBe(false);
  });

  it('shows nothing to a listing of its properties', () => {
    const value = make();
    const listed: unknown[] = [Object.entries(value), { ...value }];
    for (const part of [value, Object.getPrototypeOf(value) as object]) listed.push(Object.getOwnPropertyDescriptors(part));
    Reflect.ownKeys(value).forEach((key) => listed.push(Reflect.get(value, key)));
    expect(inspect(listed, { depth: null, customInspect: false })).not.toContain(String(secret));
  });
});

describe('the run-time check of a release', () => {
  it('cannot be replaced', () => {
    for (const kind of [Sensitive, Bounded, Released]) {
      for (const part of [kind, kind.prototype]) {
        expect(Object.isFrozen(part)).toBe(true);
        expect(() => Object.defineProperty(part, 'is', { value: () => true })).toThrow(TypeError);
        expect(() => Object.defineProperty(part, 'value', { get: () => secret })).toThrow(TypeError);
      }
    }
  });

  it('is not passed by what is built on a class or an instance of it', () => {
    const forged = [
      thrownBy(() => Reflect.construct(Released, [{}, () => secret, released().event]) as unknown),
      thrownBy(() => Reflect.construct(Object, [], Released) as unknown),
      thrownBy(() => Reflect.construct(Released, [{}, () => secret, {}], class {}) as unknown),
      Object.setPrototypeOf({ value: secret, event: released().event }, Released.prototype),
      structuredClone({ ...released() }),
      new Proxy(released(), { get: (target, key) => (key === 'value' ? secret : (Reflect.get(target, key) as unknown)) }),
    ];
    expect(forged.map((x) => Released.is(x))).toEqual(forged.map(() => false));
  });

  it('is passed by a release that nobody can change', () => {
    const release = released();
    expect(() => void Object.setPrototypeOf(release, { value: secret })).toThrow(TypeError);
    expect(() => Object.defineProperty(release, 'value', { value: secret })).toThrow(TypeError);
    expect(() => Object.assign(release.event, { blocks: [] })).toThrow(TypeError);
  });
});

describe('a claim', () => {
  const claims = () => {
    const bounded = counted();
    return [
      bounded.blocks,
      discreteGaussian(bounded, { variances: [16], random: seededRandom('claim') }).event,
      discreteLaplace(bounded, { scales: [3], random: seededRandom('claim') }).event,
      exponentialMechanism(bounded, { scale: 3, random: seededRandom('claim') }).event,
    ].map((claim) => JSON.stringify(claim));
  };
  const nothing = { squaredSensitivity: 0, l1Sensitivity: 0, coordinateSensitivity: 0, sensitivity: 0, variance: 1, scale: 1 };
  const spoilt = (real: (...args: never[]) => unknown) =>
    function (this: unknown, ...args: never[]): unknown {
      const result = Reflect.apply(real, this, args) as unknown;
      const isClaim = Array.isArray(result) && result.some((item: unknown) => typeof item === 'object' && item !== null && Object.keys(nothing).some((key) => key in item));
      return isClaim ? [nothing] : result;
    };

  it.each(['map', 'flatMap', 'slice', 'filter', 'concat'] as const)('is not taken from an Array.prototype.%s that lies', (method) => {
    const honest = claims();
    expect(whileReplaced(Array.prototype, method, { value: spoilt(Array.prototype[method]) }, claims)).toEqual(honest);
  });

  it('is not taken from an Array.from that lies, or a species that lies', () => {
    const honest = claims();
    class Liar extends Array<unknown> {
      constructor() {
        super();
        return new Proxy([], { defineProperty: (target, key) => Reflect.defineProperty(target, key, { value: nothing, configurable: true, writable: true }) });
      }
    }
    expect(whileReplaced(Array, 'from', { value: spoilt(Array.from) }, () => JSON.stringify(counted().blocks))).toBe(honest[0]);
    expect(whileReplaced(Array, Symbol.species, { get: () => Liar }, () => JSON.stringify(counted().blocks))).toBe(honest[0]);
  });

  it('is not thawed by an Object.freeze that does nothing', () => {
    const [bounded, release] = whileReplaced(Object, 'freeze', { value: (x: unknown) => x }, () => [counted(), released()] as const);
    const { event } = release;
    const all = [bounded, bounded.blocks, bounded.blocks[0], release, event, ...(event.kind === 'discrete-gaussian' ? [event.blocks, event.blocks[0]] : [])];
    expect(all.map((part) => Object.isFrozen(part))).toEqual(all.map(() => true));
  });

  it.each(Object.keys(nothing))('is not inherited from a %s of every object', (key) => {
    const honest = claims();
    expect(whileReplaced(Object.prototype, key, { value: 0, writable: true }, claims)).toEqual(honest);
  });

  it('is not taken from options that answer differently the second time', () => {
    const once = <T>(first: T, later: T) => {
      let reads = 0;
      return { enumerable: true, configurable: true, get: () => ((reads += 1) === 1 ? first : later) };
    };
    const variances = Object.defineProperty([0], 0, once(16, 1_000_000));
    const options = Object.defineProperty({ variances, random: seededRandom('getters') }, 'variances', once(variances, [1]));
    const { event, value } = discreteGaussian(aBounded(new Int32Array(1), [{ length: 1, squaredSensitivity: 9 }]), options);
    expect(event).toEqual({ kind: 'discrete-gaussian', blocks: [{ squaredSensitivity: 9, variance: 16 }] });
    const plain = discreteGaussian(aBounded(new Int32Array(1), [{ length: 1 }]), { variances: [16], random: seededRandom('getters') });
    expect([...value]).toEqual([...plain.value]);

    const block = Object.defineProperties({ cells: 0, indicatorsPerRecord: 0 }, { cells: once(3, 9), indicatorsPerRecord: once(1, 3) });
    const greedy = boundedCounts({ records: records(), blocks: [block], cellsOf: () => [0, 1, 2], grid: 1, clampTo: 9, adjacency: 'add-or-remove-one' });
    expect(greedy.blocks).toMatchObject([{ length: 3, squaredSensitivity: 1 }]);
  });
});

describe('the noise of a release', () => {
  it('is not drawn by methods that someone else has put in place', () => {
    for (const kind of [samplers.WordStream, samplers.DiscreteGaussianTable]) {
      expect([kind, kind.prototype].map((part) => Object.isFrozen(part))).toEqual([true, true]);
    }
    expect(() => Object.assign(samplers.DiscreteGaussianTable.prototype, { sample: () => 0 })).toThrow(TypeError);
    expect(() => Object.assign(samplers.WordStream, { lend: () => undefined })).toThrow(TypeError);
  });
});

describe('a released value', () => {
  it('never passes through a species of typed arrays', () => {
    const seen: unknown[] = [];
    const species = { get: () => class Spy extends Int32Array { constructor(...args: [number]) { super(...args); seen.push(this); } } };
    whileReplaced(Int32Array, Symbol.species, species, () => [...released().value]);
    expect(seen).toEqual([]);
  });

  it('is not what a random source makes of the words that it keeps', () => {
    const kept: Uint32Array[] = [];
    const source = seededRandom('kept');
    const random: RandomSource = {
      fill(words) {
        source.fill(words);
        kept.push(words);
      },
    };
    const release = discreteGaussian(counted(), { variances: [16], random });
    const before = [...release.value];
    kept.forEach((words) => words.fill(secret));
    expect([...release.value]).toEqual(before);
  });
});

describe('a random source that starts another release while it is asked for words', () => {
  const reentering = (seed: string, act: () => void): RandomSource => {
    const source = seededRandom(seed);
    let isInside = false;
    return {
      fill(words) {
        source.fill(words);
        if (isInside) return;
        isInside = true;
        act();
      },
    };
  };

  it('changes neither', () => {
    const bounded = aBounded(Int32Array.of(1, 2, 3), [{ length: 3, squaredSensitivity: 4 }]);
    const inner: Released<Int32Array>[] = [];
    const random = reentering('outer', () => {
      for (let variance = 1; variance <= 20; variance += 1) inner.push(discreteGaussian(bounded, { variances: [variance], random: seededRandom('inner') }));
    });
    const outer = discreteGaussian(bounded, { variances: [77], random });
    const alone = (variance: number, seed: string) => discreteGaussian(bounded, { variances: [variance], random: seededRandom(seed) });
    expect([...outer.value]).toEqual([...alone(77, 'outer').value]);
    inner.forEach((release, i) => expect([...release.value]).toEqual([...alone(i + 1, 'inner').value]));
  });

  it('gets one release from a sample', () => {
    const bounded = counted(poissonSample(records(), { sampled: 1, outOf: 2, random: seededRandom('sample') }));
    const inner: Released<Int32Array>[] = [];
    const random = reentering('outer', () => inner.push(discreteGaussian(bounded, { variances: [16], random: seededRandom('inner') })));
    expect(() => discreteGaussian(bounded, { variances: [16], random })).toThrow('A sample serves one release only');
    expect(inner.map((release) => release.event.kind)).toEqual(['poisson-sampled']);
  });

  it('lets nothing out if it fails', () => {
    const failing: RandomSource = { fill: () => { throw new Error('no entropy'); } };
    expect(() => discreteGaussian(counted(), { variances: [16], random: failing })).toThrow('no entropy');
  });
});
