import { inspect } from 'node:util';

import { describe, expect, it } from '@jest/globals';

import { bind, Bounded, mint, open, Released, reveal, Sensitive } from './boundary.js';
import type { SensitivityClaim } from './boundary-claim.js';
import * as everything from './index.js';

const secret = 'patient 4711';
const event = { kind: 'discrete-gaussian', blocks: [{ squaredSensitivity: 1, variance: 4 }] } as const;
const claim: SensitivityClaim = {
  blocks: [{ start: 0, length: 1, squaredSensitivity: 9, l1Sensitivity: 3, coordinateSensitivity: 3 }],
  adjacency: 'replace-one',
};
const aBounded = () => bind(secret, { records: Sensitive.of(secret), ...claim });
const aReleased = () => mint({ bounded: aBounded(), event, copy: () => Int32Array.of(1, 2) });

describe.each([
  ['a sensitive value', () => Sensitive.of(secret), 'Sensitive(…)'],
  ['a bounded value', aBounded, 'Bounded(…)'],
])('%s', (_, make, shown) => {
  it('prints as its name only', () => {
    expect([String(make()), inspect(make()), inspect({ nested: [make()] })]).toEqual([shown, shown, `{ nested: [ ${shown} ] }`]);
  });

  it('is not in any printing, cloning or listing of its properties', () => {
    const everyView = [
      inspect(make(), { showHidden: true, customInspect: false, depth: null }),
      JSON.stringify(structuredClone({ ...make() })),
      JSON.stringify(Object.getOwnPropertyDescriptors(make())),
    ];
    expect(everyView.filter((view) => view.includes(secret))).toEqual([]);
  });

  it('cannot be serialised', () => {
    expect(() => JSON.stringify({ nested: make() })).toThrow(/cannot be serialised/);
  });
});

describe('a sensitive value', () => {
  it('opens for the friends of the boundary', () => {
    expect(reveal(Sensitive.of(secret))).toBe(secret);
  });

  it('stays sensitive when it is reshaped', () => {
    const length = Sensitive.of(secret).map((text) => text.length);
    expect(length).toBeInstanceOf(Sensitive);
    expect(reveal(length)).toBe(secret.length);
  });

  it('cannot claim to be a sample, even at run time', () => {
    expect(() => void Reflect.construct(Sensitive, [{}, secret, { use: () => event }])).toThrow('Sensitive.of makes a Sensitive value');
    expect(() => Object.assign(Sensitive.of(secret), { draw: {} })).toThrow(TypeError);
  });
});

describe('a bounded value', () => {
  it('keeps the sensitivity it was made with', () => {
    const changing = { records: Sensitive.of(secret), blocks: [{ ...claim.blocks[0] }], adjacency: claim.adjacency };
    const bounded = bind(secret, changing);
    changing.blocks[0].squaredSensitivity = 0;
    changing.blocks.pop();
    expect(bounded.blocks).toEqual(claim.blocks);
  });

  it('cannot be given another sensitivity', () => {
    const bounded = aBounded();
    expect(() => Object.assign(bounded, { blocks: [] })).toThrow(TypeError);
    expect(() => Object.assign(bounded.blocks[0], { squaredSensitivity: 0 })).toThrow(TypeError);
    expect(() => Object.defineProperty(bounded, 'adjacency', { value: 'add-or-remove-one' })).toThrow(TypeError);
  });

  it('does not open under a disguise that claims less', () => {
    const derived = Object.create(aBounded(), { blocks: { value: [] } }) as Bounded<string>;
    const proxied = new Proxy(aBounded(), { get: () => [] });
    expect(() => open(derived)).toThrow(TypeError);
    expect(() => open(proxied)).toThrow(TypeError);
  });

  it('is made by bounding functions only, even at run time', () => {
    expect(() => void Reflect.construct(Bounded, [{}, secret, claim])).toThrow('Only a bounding function makes a Bounded value');
  });
});

describe('a released value', () => {
  it('is recognised at run time', () => {
    expect(Released.is(aReleased())).toBe(true);
  });

  it.each([
    ['an object of the same shape', { value: Int32Array.of(1), event }],
    ['a copy of a release', { ...aReleased() }],
    ['a structured clone', structuredClone({ value: aReleased().value, event })],
    ['an object with its prototype', Object.create(Released.prototype)],
    ['an object that inherits from a release', Object.create(aReleased())],
    ['a proxy', new Proxy(aReleased(), {})],
    ['records', Sensitive.of(secret)],
    ['a bounded value', aBounded()],
    ['null', null],
    ['nothing', undefined],
    ['a string', 'Released'],
  ])('is not %s', (_, forged) => {
    expect(Released.is(forged)).toBe(false);
  });

  it('is made by mechanisms only, even at run time', () => {
    expect(() => void Reflect.construct(Released, [{}, () => secret, event])).toThrow('Only a mechanism makes a Released value');
  });

  it('cannot carry what is written into its value', () => {
    const released = aReleased();
    released.value[0] = 4711;
    expect([...released.value]).toEqual([1, 2]);
    expect(() => Object.assign(released, { event: null })).toThrow(TypeError);
  });
});

describe('the package', () => {
  it('exports no key of the boundary', () => {
    expect(Object.keys(everything).sort()).toEqual([
      'Bounded',
      'Released',
      'Sensitive',
      'boundedCodes',
      'boundedCounts',
      'boundedPlaces',
      'boundedScores',
      'clippedIntegerSum',
      'clippedModelDelta',
      'discreteGaussian',
      'discreteLaplace',
      'exponentialMechanism',
      'permuteAndFlip',
      'poissonSample',
      'randomisedResponse',
      'randomisedTables',
      'systemRandom',
    ]);
  });
});
