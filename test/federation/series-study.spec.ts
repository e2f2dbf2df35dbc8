import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parseAnyDictionary, type AnyDictionary } from '@commonward/schema';
import { aSite, assertJoined, Consortium } from '../consortium/consortium.js';
import { Coordinator } from '../consortium/coordinator.js';
import { Machine } from '../consortium/machine.js';
import { recordsOf } from '../consortium/summed.js';
import { until } from '../consortium/until.js';

/** On a busy machine two rounds and a generator take their time. */
const PATIENCE_MS = 150_000;
jest.setTimeout(180_000);

const NAMES = ['east', 'north', 'west'];
const [PERSONS, DAYS, ROWS] = [120, 3, 40];

/** Six steps of four hours. */
const steps = { name: 'steps', combine: 'sum', min: 0, max: 13200, bins: [0, 1, 200, 1000, 4000, 13200], integer: true, missing: null };
const written = { name: 'walks', kind: 'series', unit: 'day', patientId: 'id', daysPerPatient: DAYS, time: { column: 'time', format: 'iso' }, grid: { startMinute: 0, stepMinutes: 240, count: 6 }, channels: [steps], calendar: 'weekend', publicCohortSize: Object.fromEntries(NAMES.map((name) => [name, 400])) };
const dictionary = parseAnyDictionary({ text: JSON.stringify(written), file: 'dictionary.json' });
const policy = { epsilonCap: 20, deltaMax: 1e-5, unit: 'day', adjacency: 'add-or-remove-one' };

/** Nobody walks at night; by day everybody walks as much as they do. */
function walks(site: number): string {
  const lines = ['id,time,steps'];
  for (let person = 0; person < PERSONS; person += 1) {
    for (let day = 1; day <= DAYS; day += 1) {
      for (let step = 0; step < 6; step += 1) lines.push(`p${person},2026-05-0${day} ${String(4 * step).padStart(2, '0')}:00,${step < 2 ? 0 : 150 + ((person * 37 + site * 11) % 50) * 60 + 30 * step}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

let consortium: Consortium<AnyDictionary>;

beforeAll(async () => {
  const machine = new Machine();
  const coordinator = await Coordinator.start(machine);
  const sites = NAMES.map((name, k) => aSite(machine, { name, records: walks(k), dictionary, policy }));
  consortium = new Consortium(machine, coordinator, { sites, dictionary });
  await Promise.all(sites.map(async (site) => assertJoined(await site.join((await coordinator.invite(site.name)).joinToken))));
  sites.forEach((site) => site.start());
});
afterAll(() => consortium.end());

describe.each([
  ['plain', ['debit', 'seal', 'witnessed', 'receipt'], ['signer', 'signature', 'checksums', 'lineage', 'replay']],
  ['masked', ['debit', 'seal', 'unmask', 'receipt'], ['signer', 'signature', 'checksums', 'lineage', 'aggregation', 'replay']],
] as const)('a %s study of days', (aggregation, ofARound, checks) => {
  let study: string;
  let folder: string;
  const verified = async () => consortium.machine.run('commonward', 'verify', folder, '--key', await consortium.coordinator.publicKey(), '--json');

  it('takes two releases from every hospital, each paid before it is made, and both together as much as was forecast', async () => {
    const before = new Map(consortium.sites.map((site) => [site.name, site.ledger().chain.spentRhoUnits]));
    study = await consortium.startStudy({ aggregation });
    const { rounds, forecast, generator } = await consortium.untilTrained(study, PATIENCE_MS);
    expect(rounds.map(({ sites }) => sites.map(({ state }) => state))).toEqual([1, 2].map(() => NAMES.map(() => 'released')));
    expect(generator?.sha256).toMatch(/^[0-9a-f]{64}$/);
    await until('every ledger has both receipts', () => consortium.sites.every((site) => recordsOf(site, study).filter((kind) => kind === 'receipt').length === 2));
    for (const site of consortium.sites) {
      const [own] = forecast.sites.filter(({ site: name }) => name === site.name);
      expect(recordsOf(site, study).filter((kind) => kind !== 'witnessed')).toEqual([...ofARound, ...ofARound].filter((kind) => kind !== 'witnessed'));
      const paid = site.ledger().chain.spentRhoUnits - (before.get(site.name) ?? 0);
      expect(Math.abs(paid - own.rhoUnits)).toBeLessThanOrEqual(1);
    }
  });

  it('ends in an export that verifies offline from the folder and the key', async () => {
    const { id } = await consortium.coordinator.approvedExport(study, { rows: ROWS, conditions: [], purpose: 'a test' });
    folder = (await consortium.untilExported(id, PATIENCE_MS)).directory;
    const { stdout } = await verified();
    expect(JSON.parse(stdout)).toMatchObject({ holds: true, checks: checks.map((name) => ({ name, holds: true })) });
  });

  it('hands out days that a site reads as its own, with quiet nights', async () => {
    const cohort = join(folder, 'cohort');
    const { stdout } = await consortium.machine.run('commonward-site', 'data', 'check', '--records', join(cohort, 'site-synthetic.csv'), '--dictionary', join(cohort, 'dictionary.json'));
    expect(stdout).toContain(`${ROWS} usable records, 0 errors, 0 notes`);
    const walked = readFileSync(join(cohort, 'site-synthetic.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(','));
    const mean = (hour: string) => walked.filter(([, time]) => time.endsWith(hour)).reduce((sum, [, , value]) => sum + Number(value), 0) / ROWS;
    expect(mean('00:00')).toBeLessThan(0.5 * mean('16:00'));
  });

  it('names the file of days that was changed', async () => {
    const file = join(folder, 'cohort', 'site-synthetic.csv');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\d+\n$/, '9999\n'));
    const { code, stdout } = await verified();
    expect(code).toBe(1);
    expect(stdout).toContain('cohort/site-synthetic.csv');
  });
});
