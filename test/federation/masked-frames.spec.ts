import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parseDictionary } from '@commonward/schema';
import { FRAME_WORDS, framesOf, vectorIn } from '@commonward/secure-aggregation';
import { aSite, assertJoined, Consortium } from '../consortium/consortium.js';
import { Coordinator } from '../consortium/coordinator.js';
import { Machine } from '../consortium/machine.js';
import type { Site } from '../consortium/site.js';
import { generatorOf, inSum, recordsOf } from '../consortium/summed.js';
import { until } from '../consortium/until.js';

jest.setTimeout(180_000);

const NAMES = ['north', 'south', 'west'] as const;
const DIE_AT = ['--import', new URL('../consortium/die-at.mjs', import.meta.url).pathname];
/** With one for unknown codes these are as many cells as a column may have: the table of two such columns almost fills a frame, and those with the target do not fit beside it. */
const CATEGORIES = 254;
const TRAINED_WITHIN_MS = 90_000;

const codes = Array.from({ length: CATEGORIES }, (_, code) => code);
const dictionary = parseDictionary({
  file: 'dictionary.json',
  text: JSON.stringify({
    ...{ name: 'codes', kind: 'table', unit: 'patient', target: 'died' },
    columns: [
      { name: 'diagnosis', type: 'categorical', categories: codes, missing: [] },
      { name: 'procedure', type: 'categorical', categories: codes, missing: [] },
      { name: 'died', type: 'categorical', categories: [0, 1], missing: [] },
    ],
  }),
});

/** Two hundred patients, other ones at each hospital. */
const recordsAt = (place: number): string =>
  ['diagnosis,procedure,died', ...Array.from({ length: 200 }, (_, i) => [(7 * i + place) % CATEGORIES, (3 * i) % CATEGORIES, i % 2].join())].join('\n').concat('\n');

describe('a masked round whose vectors take more than one frame', () => {
  const machine = new Machine();
  let consortium: Consortium;
  let sites: readonly Site[];

  beforeAll(async () => {
    const coordinator = await Coordinator.start(machine);
    sites = NAMES.map((name, place) => aSite(machine, { name, records: recordsAt(place), dictionary }));
    await Promise.all(sites.map(async (site) => assertJoined(await site.join((await coordinator.invite(site.name)).joinToken))));
    consortium = new Consortium(machine, coordinator, { sites, dictionary });
  });
  afterAll(() => machine.end());

  it('ends with their exact sum, also if a site is killed between two frames: back again, it sends the same vector whole', async () => {
    const [victim, ...others] = sites;
    const killed = victim.start(DIE_AT, { DIE_AT: 'frame' });
    others.forEach((site) => site.start());
    const study = await consortium.startStudy({ aggregation: 'masked' });
    await killed.ended;
    await until('the others have sent their vectors', async () => (await consortium.coordinator.study(study)).rounds[0].masked?.inSum === 2);
    victim.start();
    const view = await until('the study is trained', async () => {
      const seen = await consortium.coordinator.study(study);
      return seen.state === 'trained' && seen;
    }, TRAINED_WITHIN_MS);
    const { length } = vectorIn(victim.payloadOf(study));
    expect([length > FRAME_WORDS, framesOf(length)]).toEqual([true, 2]);
    expect(view.rounds[0].masked).toMatchObject({ attempt: 0, phase: 'ended', inSum: 3 });
    expect(inSum(view)).toEqual(NAMES);
    expect(view.generator?.sha256).toBe(generatorOf(consortium.coordinator, view, sites));
    await until('every ledger has its receipt', () => sites.every((site) => recordsOf(site, study).includes('receipt')));
    expect(sites.map((site) => recordsOf(site, study))).toEqual(sites.map(() => ['debit', 'seal', 'unmask', 'receipt']));
  });
});
