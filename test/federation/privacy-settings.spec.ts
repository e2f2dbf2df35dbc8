import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parseDictionary, type DataDictionary } from '@commonward/schema';
import { aSite, assertJoined, Consortium } from '../consortium/consortium.js';
import { Coordinator } from '../consortium/coordinator.js';
import { Machine } from '../consortium/machine.js';

/** On a busy machine a rehearsal of each setting, a round and a generator take their time. */
const PATIENCE_MS = 150_000;
jest.setTimeout(180_000);

const NAMES = ['east', 'north', 'west'];
const PATIENTS = 6000;
const dictionary = parseDictionary({
  file: 'dictionary.json',
  text: JSON.stringify({
    name: 'ward',
    kind: 'table',
    unit: 'patient',
    target: 'ill',
    publicCohortSize: Object.fromEntries(NAMES.map((name) => [name, PATIENTS])),
    columns: ['sex', 'smokes', 'ill'].map((name) => ({ name, type: 'categorical', categories: ['0', '1'], missing: null, other: false })),
  }),
});
const policy = { epsilonCap: 30, deltaMax: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' };
const records = `sex,smokes,ill\n${Array.from({ length: PATIENTS }, (_, i) => `${i % 2},${i % 3 === 0 ? 1 : 0},${i % 3 === 0 && i % 5 > 0 ? 1 : 0}`).join('\n')}\n`;

let consortium: Consortium<DataDictionary>;

beforeAll(async () => {
  const machine = new Machine();
  const coordinator = await Coordinator.start(machine);
  const sites = NAMES.map((name) => aSite(machine, { name, records, dictionary, policy }));
  consortium = new Consortium(machine, coordinator, { sites, dictionary });
  await Promise.all(sites.map(async (site) => assertJoined(await site.join((await coordinator.invite(site.name)).joinToken))));
  sites.forEach((site) => site.start());
});
afterAll(() => consortium.end());

function studyNew(...terms: readonly string[]) {
  const file = join(consortium.coordinator.directory, 'ward.json');
  writeFileSync(file, JSON.stringify({ ...dictionary, columns: ['sex', 'smokes', 'ill'].map((name) => ({ name, type: 'categorical', categories: ['0', '1'], missing: null, other: false })) }));
  return consortium.coordinator.command('study', 'new', '--name', 'Ward', '--dictionary', file, '--epsilon', '4', '--delta', '1e-5', '--unit', 'patient', '--adjacency', 'add-or-remove-one', '--trust', 'local', '--sites', ...NAMES, ...terms);
}

describe('the privacy settings of a study', () => {
  it('stand side by side before it is launched', async () => {
    const { stdout } = await studyNew('--forecast');
    expect(stdout).toMatch(/setting +allocation +one column +two columns\nmoments +usual .*\nmoments +optimal .*\nnoisy-input +usual +\d/);
  });

  it.each([
    ['records randomised one by one', ['--setting', 'noisy-input'], 'randomised-record'],
    ['shares of its own for each block', ['--allocation', '.2,.5,.3'], 'summed-discrete-gaussian'],
    ['a generator tuned on residuals', ['--tuning', 'residuals'], 'summed-discrete-gaussian'],
  ] as const)('can be %s: paid for, learnt from, and verified from the export alone', async (_name, terms, kind) => {
    const { stdout, stderr } = await studyNew(...terms);
    const study = stdout.trim();
    if (study === '') throw new Error(stderr);
    await consortium.coordinator.startStudy(study);
    const { forecast } = await consortium.untilTrained(study, PATIENCE_MS);
    for (const site of consortium.sites) {
      const [debit] = site.ledger().entries.flatMap((entry) => (entry.kind === 'debit' && entry.study === study ? [entry] : []));
      expect(debit.event.kind).toBe(kind);
      expect(debit.rhoUnits).toBe(forecast.sites.find(({ site: name }) => name === site.name)?.rhoUnits);
    }
    const { id } = await consortium.coordinator.approvedExport(study, { rows: 100, conditions: [], purpose: 'a test' });
    const { directory } = await consortium.untilExported(id, PATIENCE_MS);
    const verified = await consortium.machine.run('commonward', 'verify', directory, '--key', await consortium.coordinator.publicKey(), '--json');
    expect(JSON.parse(verified.stdout)).toMatchObject({ holds: true });
  });

  it('cannot go together where they contradict each other, and one sentence says so', async () => {
    const { stderr, code } = await studyNew('--setting', 'noisy-input', '--aggregation', 'masked');
    expect(code).not.toBe(0);
    expect(stderr).toContain('the setting noisy-input needs aggregation plain');
  });
});
