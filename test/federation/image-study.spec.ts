import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parseAnyDictionary, type AnyDictionary } from '@commonward/schema';
import { bytesInMemory, npzFile, npzNumbers } from '@commonward/schema/images';
import { rosterOf, rosterSha256 } from '@commonward/secure-aggregation';
import { aSite, assertJoined, Consortium } from '../consortium/consortium.js';
import { Coordinator } from '../consortium/coordinator.js';
import { Machine } from '../consortium/machine.js';
import { recordsOf } from '../consortium/summed.js';
import { until } from '../consortium/until.js';

jest.setTimeout(180_000);

const NAMES = ['east', 'north', 'west'];
const [IMAGES, SIDE, ROWS] = [1200, 16, 60];

const written = {
  name: 'patches', kind: 'image', unit: 'image', image: { height: SIDE, width: SIDE }, publicCohortSize: Object.fromEntries(NAMES.map((name) => [name, IMAGES])),
  classes: [{ code: '0', label: 'bright on the left' }, { code: '1', label: 'bright on the right' }],
  labels: { from: 'arrays', images: 'images', labels: 'labels' },
};
const dictionary = parseAnyDictionary({ text: JSON.stringify(written), file: 'dictionary.json' });
const policy = { epsilonCap: 20, deltaMax: 1e-5, unit: 'image', adjacency: 'add-or-remove-one', trust: 'shared' };

/** Half of the images are bright on the left, and half on the right. */
function patches(site: number): Uint8Array {
  const labels = Uint8Array.from({ length: IMAGES }, (_, image) => image % 2);
  const pixels = Uint8Array.from({ length: IMAGES * SIDE * SIDE }, (_, at) => {
    const image = Math.floor(at / (SIDE * SIDE));
    const isBright = at % SIDE < SIDE / 2 === (image % 2 === 0);
    return (isBright ? 190 : 60) + ((image * 31 + at * 7 + site) % 40);
  });
  return npzFile({ images: { shape: [IMAGES, SIDE, SIDE], values: pixels }, labels: { shape: [IMAGES], values: labels } });
}

let consortium: Consortium<AnyDictionary>;

beforeAll(async () => {
  const machine = new Machine();
  const coordinator = await Coordinator.start(machine);
  const sites = NAMES.map((name, k) => aSite(machine, { name, records: patches(k), file: 'records.npz', dictionary, policy }));
  consortium = new Consortium(machine, coordinator, { sites, dictionary });
  await Promise.all(sites.map(async (site) => assertJoined(await site.join((await coordinator.invite(site.name)).joinToken))));
  const roster = rosterSha256(rosterOf({ identityKeys: Object.fromEntries(sites.map((site) => [site.name, site.identity().publicKey])) }));
  await Promise.all(sites.map((site) => site.approveRoster(roster)));
  sites.forEach((site) => site.start());
});
afterAll(() => consortium.end());

describe.each([
  ['plain', 'local', ['debit', 'seal', 'receipt']],
  ['masked', 'shared', ['debit', 'seal', 'unmask', 'receipt']],
] as const)('a %s study of images in %s trust', (aggregation, trust, ofARound) => {
  let study: string;
  let folder: string;
  const verified = async () => consortium.machine.run('commonward', 'verify', folder, '--key', await consortium.coordinator.publicKey(), '--json');

  it('takes two releases from every hospital, each paid before it is made, and both together as much as was forecast', async () => {
    const before = new Map(consortium.sites.map((site) => [site.name, site.ledger().chain.spentRhoUnits]));
    study = await consortium.startStudy({ aggregation, trust });
    const { rounds, forecast } = await consortium.untilTrained(study);
    expect(rounds.map(({ sites }) => sites.map(({ state }) => state))).toEqual([1, 2].map(() => NAMES.map(() => 'released')));
    await until('every ledger has both receipts', () => consortium.sites.every((site) => recordsOf(site, study).filter((kind) => kind === 'receipt').length === 2));
    for (const site of consortium.sites) {
      const [own] = forecast.sites.filter(({ site: name }) => name === site.name);
      expect(recordsOf(site, study)).toEqual([...ofARound, ...ofARound]);
      expect(site.ledger().chain.spentRhoUnits - (before.get(site.name) ?? 0)).toBe(own.rhoUnits);
    }
  });

  it('ends in an export that verifies offline, of images that look as their class does', async () => {
    const { id } = await consortium.coordinator.approvedExport(study, { rows: ROWS, conditions: [], purpose: 'a test' });
    folder = (await consortium.untilExported(id)).directory;
    expect(JSON.parse((await verified()).stdout)).toMatchObject({ holds: true });
    const images = bytesInMemory(readFileSync(join(folder, 'images.npz')));
    const { shape, rows } = npzNumbers(images, 'images');
    const classes = readFileSync(join(folder, 'labels.csv'), 'utf8').trim().split('\n').slice(1).map((line) => line.split(',')[1]);
    expect(shape).toEqual([ROWS, SIDE, SIDE]);
    expect(Array.from(rows, (pixels) => (leftness(pixels) > 0 ? '0' : '1'))).toEqual(classes);
  });

  it('names the file of images that was changed', async () => {
    const file = join(folder, 'images.npz');
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(file, bytes);
    const { code, stdout } = await verified();
    expect(code).toBe(1);
    expect(stdout).toContain('images.npz');
  });
});

/** How much brighter the left half is. */
const leftness = (pixels: ArrayLike<number>): number => Array.from(pixels).reduce((sum, grey, at) => sum + (at % SIDE < SIDE / 2 ? grey : -grey), 0);
