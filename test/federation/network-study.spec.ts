import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parseAnyDictionary, type AnyDictionary } from '@commonward/schema';
import { aSite, assertJoined, Consortium } from '../consortium/consortium.js';
import { Coordinator } from '../consortium/coordinator.js';
import { Machine } from '../consortium/machine.js';
import type { Running } from '../consortium/running.js';
import type { Site } from '../consortium/site.js';
import { recordsOf } from '../consortium/summed.js';
import { until } from '../consortium/until.js';

/** On a busy machine dozens of rounds take their time. */
const PATIENCE_MS = 240_000;
jest.setTimeout(300_000);

const NAMES = ['east', 'north', 'west'];
const [PATIENTS, ROWS] = [2000, 40];

const column = (name: string, categories: readonly number[]) => ({ name, type: 'categorical', categories, missing: [] });
const written = { name: 'ward', kind: 'table', unit: 'patient', target: 'ill', columns: [column('ill', [0, 1]), column('fever', [0, 1]), column('ward', [0, 1, 2])], publicCohortSize: Object.fromEntries(NAMES.map((name) => [name, PATIENTS])) };
const dictionary = parseAnyDictionary({ text: JSON.stringify(written), file: 'dictionary.json' });
const policy = { epsilonCap: 40, deltaMax: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' };

/** A third is ill; nine of ten who are have a fever, and one of ten who are not. */
function patients(site: number): string {
  const rows = Array.from({ length: PATIENTS }, (_, patient) => {
    const ill = Number(patient % 3 === 0);
    const fever = (Math.floor(patient / 3) * 7 + site) % 10 === 0 ? 1 - ill : ill;
    return `${ill},${fever},${(patient * 5 + site) % 3}`;
  });
  return `ill,fever,ward\n${rows.join('\n')}\n`;
}

let consortium: Consortium<AnyDictionary>;
let [victim, ...others]: Site[] = [];
/** Of the victim. */
let agent: Running;

beforeAll(async () => {
  const machine = new Machine();
  const coordinator = await Coordinator.start(machine);
  const sites = NAMES.map((name, k) => aSite(machine, { name, records: patients(k), dictionary, policy }));
  consortium = new Consortium(machine, coordinator, { sites, dictionary });
  await Promise.all(sites.map(async (site) => assertJoined(await site.join((await coordinator.invite(site.name)).joinToken))));
  [victim, ...others] = sites;
  agent = victim.start();
  others.forEach((site) => site.start());
});
afterAll(() => consortium.end());

describe.each([
  ['plain', 8],
  ['masked', 4],
] as const)('a %s study of a network', (aggregation, steps) => {
  let study: string;
  let folder: string;

  it(`takes a count and ${steps} gradients from every hospital, each paid once though a site is killed, and all together as much as was forecast`, async () => {
    const before = new Map(consortium.sites.map((site) => [site.name, site.ledger().chain.spentRhoUnits]));
    study = await consortium.startStudy({ aggregation, epsilon: 10, setting: 'dp-training', steps });
    await until('a site is in the middle of the training', () => recordsOf(victim, study).filter((kind) => kind === 'receipt').length >= 2, PATIENCE_MS);
    await agent.crash();
    agent = victim.start();
    const { forecast, generator, plan } = await consortium.untilTrained(study, PATIENCE_MS);
    expect(generator?.recordsEstimated).toBeGreaterThan(0.95 * NAMES.length * PATIENTS);
    expect(plan.blocks.map(({ name }) => name)).toEqual(['classes', 'step']);
    const releases = steps + 1;
    await until('every ledger has all receipts', () => consortium.sites.every((site) => recordsOf(site, study).filter((kind) => kind === 'receipt').length === releases));
    for (const site of consortium.sites) {
      const [own] = forecast.sites.filter(({ site: name }) => name === site.name);
      expect(recordsOf(site, study).filter((kind) => kind === 'debit')).toHaveLength(releases);
      const paid = site.ledger().chain.spentRhoUnits - (before.get(site.name) ?? 0);
      expect(Math.abs(paid - own.rhoUnits)).toBeLessThanOrEqual(releases);
    }
  });

  it('ends in an export that verifies offline: both networks are trained again from the releases', async () => {
    const { id } = await consortium.coordinator.approvedExport(study, { rows: ROWS, conditions: [], purpose: 'a test' });
    folder = (await consortium.untilExported(id, PATIENCE_MS)).directory;
    const { stdout } = await consortium.machine.run('commonward', 'verify', folder, '--key', await consortium.coordinator.publicKey(), '--json');
    expect(JSON.parse(stdout)).toMatchObject({ holds: true });
  });
});
