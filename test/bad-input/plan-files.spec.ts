import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { parseDictionary } from '@commonward/schema';
import { planPairs, type PairsPlan } from '@commonward/synthesis/plan';
import { Machine } from '../consortium/machine.js';
import { expectOneSentence } from './one-sentence.js';

jest.setTimeout(180_000);

const machine = new Machine();
afterAll(() => machine.end());

const explain = (name: string, text: string, ...options: string[]) => {
  const path = join(machine.folder, name);
  writeFileSync(path, text);
  return machine.run('commonward', 'privacy', 'explain', path, ...options);
};

function aPlan(): PairsPlan {
  const columns = [
    { name: 'age', type: 'numeric', min: 20, max: 90, missing: [] },
    { name: 'ill', type: 'categorical', categories: ['no', 'yes'], missing: [] },
  ];
  const dictionary = parseDictionary({
    file: 'dictionary.json',
    text: JSON.stringify({ name: 'clinic', kind: 'table', unit: 'patient', target: 'ill', publicCohortSize: { north: 5000 }, columns }),
  });
  const guarantee = { epsilon: 1, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;
  const planned = planPairs({ study: 'study-1', dictionary, guarantee, trust: 'local', aggregation: 'plain', sites: ['north'], seed: '5'.repeat(64) });
  if (planned.kind === 'refused') throw new Error(planned.reason);
  return planned.plan;
}

describe('privacy explain', () => {
  it('of a file that is not there', async () => {
    const finished = await machine.run('commonward', 'privacy', 'explain', join(machine.folder, 'nowhere.json'));
    expectOneSentence(finished, /Cannot read .*\/nowhere\.json \(ENOENT\): give the JSON file of a plan, as lineage\/plan\.json of an export\./);
    expect(finished.code).toBe(2);
  });

  it('of a file that is not JSON, in one line even if the file has many', async () => {
    const finished = await explain('text.json', 'not\n\na plan\n');
    expectOneSentence(finished, /text\.json holds no plan\. The plan is not JSON: /);
    expect(finished.code).toBe(2);
  });

  it('of a plan with a field that is wrong', async () => {
    const finished = await explain('wide.json', JSON.stringify({ ...aPlan(), guarantee: { ...aPlan().guarantee, epsilon: 0.1 } }));
    expectOneSentence(finished, /wide\.json holds no plan\. The plan's field "blocks" is wrong: the release costs more than the guarantee allows\./);
    expect(finished.code).toBe(2);
  });

  it('of a plan prints the same numbers for people and for programs', async () => {
    const [people, programs] = await Promise.all([explain('plan.json', JSON.stringify(aPlan())), explain('same.json', JSON.stringify(aPlan()), '--json')]);
    expect([people.code, people.stderr, programs.code, programs.stderr]).toEqual([0, '', 0, '']);
    const explanation = JSON.parse(programs.stdout) as { guarantee: object; rhoUnits: number };
    expect(explanation.guarantee).toEqual(aPlan().guarantee);
    expect(people.stdout).toContain(`rho ${(explanation.rhoUnits / 1e12).toPrecision(4)})`);
  });
});
