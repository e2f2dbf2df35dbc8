import { describe, expect, it } from '@jest/globals';
import { parseDictionary } from '@commonward/schema';
import { planPairs, type Aggregation, type Trust } from '@commonward/synthesis/plan';
import { OperatorError } from '../operator-error.js';
import { decide } from './decision.js';
import { parsePolicy, type Policy } from './policy.js';

const dictionary = parseDictionary({
  file: 'dictionary.json',
  text: JSON.stringify({
    name: 'ward',
    kind: 'table',
    unit: 'patient',
    target: 'ill',
    columns: [
      { name: 'sex', type: 'categorical', categories: ['f', 'm'], missing: null },
      { name: 'ill', type: 'categorical', categories: ['0', '1'], missing: null },
    ],
  }),
});
const text = { epsilonCap: 5, deltaMax: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' };
const policy = (changes: object = {}): Policy => parsePolicy(JSON.stringify({ ...text, ...changes }), 'policy.json');

function decision(limits: Policy, protection: { trust: Trust; aggregation: Aggregation }) {
  const guarantee = { epsilon: 1, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;
  const planning = planPairs({ study: 's', dictionary, guarantee, ...protection, sites: ['a', 'b', 'c', 'd'], seed: 'a'.repeat(64) });
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return decide({ site: 'a', plan: planning.plan, dictionary, policy: limits });
}

describe('a policy that does not speak of trust, or says local', () => {
  it.each([{}, { trust: 'local' }])('takes part with full noise and refuses to add only a share: %j', (changes) => {
    expect(decision(policy(changes), { trust: 'local', aggregation: 'plain' })).toEqual({ kind: 'accepted' });
    expect(decision(policy(changes), { trust: 'local', aggregation: 'masked' })).toEqual({ kind: 'accepted' });
    expect(decision(policy(changes), { trust: 'shared', aggregation: 'masked' })).toEqual({ kind: 'refused', reason: 'trust' });
  });
});

describe('a policy that says shared', () => {
  it('takes part either way', () => {
    expect(decision(policy({ trust: 'shared' }), { trust: 'shared', aggregation: 'masked' })).toEqual({ kind: 'accepted' });
    expect(decision(policy({ trust: 'shared' }), { trust: 'local', aggregation: 'plain' })).toEqual({ kind: 'accepted' });
  });
});

describe('a policy that protects days or images', () => {
  it.each(['day', 'image'])('refuses a study that protects patients: %s', (unit) => {
    expect(decision(policy({ unit }), { trust: 'local', aggregation: 'plain' })).toEqual({ kind: 'refused', reason: 'unit' });
  });

  it('names one of the known units', () => {
    expect(() => policy({ unit: 'visit' })).toThrow(/^policy\.json: unit is not as expected/);
  });
});

describe('a policy that says anything else', () => {
  it('is refused in one sentence that names the field', () => {
    expect(() => policy({ trust: 'all' })).toThrow(OperatorError);
    expect(() => policy({ trust: 'all' })).toThrow(/^policy\.json: trust is not as expected/);
  });
});
