import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { joinTokenText, parseJoinToken } from '@commonward/envelope';
import { aConsortium, aSite, assertJoined, type Consortium } from '../consortium/consortium.js';
import { filesBelow } from '../consortium/files-below.js';
import { recordsOf, smallDictionary } from '../consortium/hospital.js';
import type { Site } from '../consortium/site.js';
import { until } from '../consortium/until.js';
import { formsIn, tracesOfNumber, tracesOfText } from './canary.js';
import { tapCertificates, tapFederation } from './federation-tap.js';
import { http2Bodies } from './http2-frames.js';
import { TlsTap, type TappedConnection } from './tls-tap.js';

jest.setTimeout(180_000);

/** In a column that the dictionary does not name. */
const IGNORED = 'quaxolotl7391zebrafinch';
/** Far above the public bounds of its column. */
const OUT_OF_RANGE = 987654321;
/** In a row that cannot be read, which comes into the file after the hospital has joined. */
const UNREADABLE = 'wombat52okapi8846numbat';

const traces = [...tracesOfText(IGNORED), ...tracesOfNumber(OUT_OF_RANGE), ...tracesOfText(UNREADABLE)];

let consortium: Consortium;
let planted: Site;
let taps: TlsTap[];
let study: string;

/** The records of a hospital with a column of notes, and the canaries in its fifth record. */
function plantedRecords(): string {
  const [header, ...rows] = recordsOf('va').trimEnd().split('\n');
  const chol = header.split(',').indexOf('chol');
  const lines = rows.map((row, i) => (i === 4 ? `${row.split(',').with(chol, String(OUT_OF_RANGE)).join(',')},${IGNORED}` : `${row},-`));
  return `${[`${header},note`, ...lines].join('\n')}\n`;
}

/** A line like the last one, with a word in the place of the number in its first cell. */
const unreadableRow = (csv: string) => csv.trimEnd().split('\n').at(-1)?.replace(/^[^,]*/, UNREADABLE);

/** Lets the site join and run through taps at both doors. */
async function joinThroughTaps(site: Site): Promise<TlsTap[]> {
  const { coordinator } = consortium;
  const enrolment = await TlsTap.open({ ...(await tapCertificates(coordinator)), door: coordinator.enrolment, client: null });
  const token = parseJoinToken((await coordinator.invite(site.name)).joinToken);
  if (token === null) throw new Error('The invitation holds no token');
  assertJoined(await site.join(joinTokenText({ ...token, address: enrolment.address })));
  return [enrolment, await tapFederation(coordinator, site)];
}

/** Everything that is not in the planted site's own folder, by where it is. */
function outside(): Map<string, Uint8Array> {
  const folders = [consortium.coordinator.directory, ...consortium.sites.map(({ folder }) => folder)];
  const files = folders.flatMap((folder) => [...filesBelow(folder)].map(([path, bytes]) => [join(folder, path), bytes] as const));
  return new Map([...files, ...onTheWire(), ['what the processes printed', Buffer.from(consortium.machine.printed)]]);
}

function onTheWire(): [string, Uint8Array][] {
  const directions = taps.flatMap(({ connections }) => connections.flatMap(({ toCoordinator, toSite }: TappedConnection) => [Buffer.concat(toCoordinator), Buffer.concat(toSite)]));
  return directions.flatMap((bytes, i) => [[`direction ${i} of the wire`, bytes] as [string, Uint8Array], ...http2Bodies(bytes).map((body, b): [string, Uint8Array] => [`body ${b} of direction ${i}`, body])]);
}

const found = (bytes: Uint8Array) => formsIn(bytes, traces);

describe('a hospital whose file holds a word in an ignored column, a number out of range, and a row that cannot be read', () => {
  beforeAll(async () => {
    consortium = await aConsortium({ sites: ['cleveland'] });
    const { machine, coordinator } = consortium;
    planted = aSite(machine, { name: 'va', records: plantedRecords(), dictionary: smallDictionary });
    taps = await joinThroughTaps(planted);
    appendFileSync(planted.files.records, `${unreadableRow(plantedRecords())}\n`);
    for (const site of [...consortium.sites, planted]) site.start();
    study = await consortium.startStudy({ sites: ['cleveland', 'va'] });
    await consortium.untilTrained(study);
    await until('the receipt is recorded', () => planted.ledger().entries.some(({ kind }) => kind === 'receipt'));
    const { id } = await coordinator.approvedExport(study, { rows: 300, conditions: [], purpose: 'a test' });
    await consortium.untilExported(id);
    await consortium.untilEvaluated(await consortium.startEvaluation(study, { epsilon: 1, aggregation: 'plain' }));
    await coordinator.command('sites', 'list');
  });
  afterAll(async () => {
    for (const tap of taps) tap.close();
    await consortium.end();
  });

  it('takes part like any other: its releases, for the study and for its evaluation, are on the wire, and the first is in the export', () => {
    const payloads = planted.payloads();
    const wire = onTheWire().map(([, bytes]) => Buffer.from(bytes));
    for (const payload of payloads) expect(wire.some((bytes) => bytes.includes(Buffer.from(payload)))).toBe(true);
    expect(payloads).toHaveLength(2);
    const exported = [...filesBelow(join(consortium.coordinator.directory, 'exports'))].find(([path]) => path.endsWith('releases/va.json'));
    expect(Buffer.from(exported?.[1] ?? []).toString()).toContain(Buffer.from(planted.payloadOf(study)).toString('base64'));
  });

  it('has each of them in its own folder, where the search finds them', () => {
    expect([IGNORED, UNREADABLE].map((text) => formsIn(readFileSync(planted.files.records), tracesOfText(text)))).toEqual([['UTF-8'], ['UTF-8']]);
    expect(formsIn(readFileSync(planted.files.records), tracesOfNumber(OUT_OF_RANGE))).toEqual(['UTF-8']);
  });

  it('lets none of them out, in any form, in any byte: on the wire both ways, in what any process prints, in the store, the exports or another hospital’s folder', () => {
    const places = outside();
    expect([...places].filter(([, bytes]) => found(bytes).length > 0).map(([place, bytes]) => [place, found(bytes)])).toEqual([]);
    expect([...places.keys()].filter((place) => /coordinator\.db|\/blobs\/|data\.parquet|^direction|^body|printed/.test(place)).length).toBeGreaterThan(12);
  });
});
