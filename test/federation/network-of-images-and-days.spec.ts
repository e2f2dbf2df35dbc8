import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parseAnyDictionary, type AnyDictionary } from '@commonward/schema';
import { bytesInMemory, npzFile, npzNumbers } from '@commonward/schema/images';
import { aSite, assertJoined, Consortium } from '../consortium/consortium.js';
import { Coordinator } from '../consortium/coordinator.js';
import { Machine } from '../consortium/machine.js';
import { recordsOf } from '../consortium/summed.js';
import { until } from '../consortium/until.js';

/** On a busy machine rounds and a training that is repeated take their time. */
const PATIENCE_MS = 240_000;
jest.setTimeout(300_000);

const NAMES = ['east', 'north', 'west'];
const [SIZE, SIDE, ROWS, STEPS] = [250, 16, 20, 3];
const sizes = Object.fromEntries(NAMES.map((name) => [name, SIZE]));
const parsed = (written: object): AnyDictionary => parseAnyDictionary({ text: JSON.stringify(written), file: 'dictionary.json' });

const images = parsed({
  name: 'patches', kind: 'image', unit: 'image', image: { height: SIDE, width: SIDE }, publicCohortSize: sizes,
  classes: [{ code: '0', label: 'dark' }, { code: '1', label: 'bright' }],
  labels: { from: 'arrays', images: 'images', labels: 'labels' },
});
const days = parsed({
  name: 'walks', kind: 'series', unit: 'day', patientId: 'id', daysPerPatient: 3, time: { column: 'time', format: 'iso' }, publicCohortSize: sizes, calendar: 'weekend',
  grid: { startMinute: 0, stepMinutes: 360, count: 4 }, channels: [{ name: 'steps', combine: 'sum', min: 0, max: 9000, bins: [0, 1, 500, 1000, 2000, 9000], integer: true, missing: null }],
});

function patches(site: number): Uint8Array {
  const labels = Uint8Array.from({ length: SIZE }, (_, image) => image % 2);
  const pixels = Uint8Array.from({ length: SIZE * SIDE * SIDE }, (_, at) => (labels[Math.floor(at / SIDE ** 2)] === 1 ? 190 : 60) + ((at * 7 + site) % 40));
  return npzFile({ images: { shape: [SIZE, SIDE, SIDE], values: pixels }, labels: { shape: [SIZE], values: labels } });
}

function walks(site: number): string {
  const lines = Array.from({ length: SIZE }, (_, day) => [0, 6, 12, 18].map((hour) => `p${day},2026-05-0${1 + (day % 7)} ${String(hour).padStart(2, '0')}:00,${hour === 0 ? 0 : 200 + ((day * 37 + site) % 50) * 40}`));
  return `id,time,steps\n${lines.flat().join('\n')}\n`;
}

describe.each([
  { what: 'images', dictionary: images, aggregation: 'plain', file: 'records.npz', recordsAt: patches },
  { what: 'days', dictionary: days, aggregation: 'masked', file: 'records.csv', recordsAt: walks },
] as const)('a $aggregation study of a network of $what', ({ what, dictionary, aggregation, file, recordsAt }) => {
  let consortium: Consortium<AnyDictionary>;
  let study: string;

  beforeAll(async () => {
    const machine = new Machine();
    const coordinator = await Coordinator.start(machine);
    const policy = { epsilonCap: 20, deltaMax: 1e-5, unit: dictionary.unit, adjacency: 'add-or-remove-one' };
    const sites = NAMES.map((name, k) => aSite(machine, { name, records: recordsAt(k), file, dictionary, policy }));
    consortium = new Consortium(machine, coordinator, { sites, dictionary });
    await Promise.all(sites.map(async (site) => assertJoined(await site.join((await coordinator.invite(site.name)).joinToken))));
    sites.forEach((site) => site.start());
  });
  afterAll(() => consortium.end());

  it('takes a count and a gradient in each step from every hospital, all together as much as was forecast', async () => {
    study = await consortium.startStudy({ aggregation, epsilon: 10, setting: 'dp-training', steps: STEPS });
    const { forecast, generator } = await consortium.untilTrained(study, PATIENCE_MS);
    expect(generator?.recordsEstimated).toBeGreaterThan(0.9 * NAMES.length * SIZE);
    await until('every ledger has all receipts', () => consortium.sites.every((site) => recordsOf(site, study).filter((kind) => kind === 'receipt').length === STEPS + 1));
    for (const site of consortium.sites) {
      const [own] = forecast.sites.filter(({ site: name }) => name === site.name);
      expect(recordsOf(site, study).filter((kind) => kind === 'debit')).toHaveLength(STEPS + 1);
      expect(Math.abs(site.ledger().chain.spentRhoUnits - own.rhoUnits)).toBeLessThanOrEqual(STEPS + 1);
    }
  });

  it('ends in an export that verifies offline, of as many as were asked for', async () => {
    const { id } = await consortium.coordinator.approvedExport(study, { rows: ROWS, conditions: [], purpose: 'a test' });
    const folder = (await consortium.untilExported(id, PATIENCE_MS)).directory;
    const { stdout } = await consortium.machine.run('commonward', 'verify', folder, '--key', await consortium.coordinator.publicKey(), '--json');
    expect(JSON.parse(stdout)).toMatchObject({ holds: true });
    expect(readFileSync(join(folder, 'datacard.md'), 'utf8')).toContain(`| Released | in ${STEPS + 1} rounds: how many ${what} there are of each`);
    if (what === 'images') return expect(npzNumbers(bytesInMemory(readFileSync(join(folder, 'images.npz'))), 'images').shape).toEqual([ROWS, SIDE, SIDE]);
    const check = await consortium.machine.run('commonward-site', 'data', 'check', '--records', join(folder, 'cohort', 'site-synthetic.csv'), '--dictionary', join(folder, 'cohort', 'dictionary.json'));
    return expect(check.stdout).toContain(`${ROWS} usable records, 0 errors, 0 notes`);
  });
});
