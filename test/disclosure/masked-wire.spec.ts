import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { commitToVector, vectorIn } from '@commonward/secure-aggregation';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { filesBelow } from '../consortium/files-below.js';
import type { Site } from '../consortium/site.js';
import { until } from '../consortium/until.js';
import { tapFederation } from './federation-tap.js';
import { http2Bodies } from './http2-frames.js';
import type { TlsTap } from './tls-tap.js';

jest.setTimeout(120_000);

/** Integers of a vector that are searched for in a row: of noised counts no eight in a row stand anywhere by chance. */
const WINDOW_BYTES = 8 * Uint32Array.BYTES_PER_ELEMENT;

let consortium: Consortium;
let tapped: Site;
let tap: TlsTap;
let study: string;

/** Everything that left the tapped site, as it was sent and as the bodies of its messages. */
const sent = (): readonly Uint8Array[] =>
  tap.connections.flatMap(({ toCoordinator }) => {
    const bytes = Buffer.concat(toCoordinator);
    return [bytes, ...http2Bodies(bytes)];
  });

const kept = (): readonly Uint8Array[] => [...filesBelow(consortium.coordinator.directory).values()];

/** How many stretches of the site's noised vector stand in some of these bytes. */
function stretchesIn(places: readonly Uint8Array[]): number {
  const vector = Buffer.from(vectorIn(tapped.payloadOf(study)).buffer);
  const starts = Array.from({ length: Math.floor(vector.length / WINDOW_BYTES) }, (_, k) => k * WINDOW_BYTES);
  return starts.filter((start) => places.some((bytes) => Buffer.from(bytes).includes(vector.subarray(start, start + WINDOW_BYTES)))).length;
}

async function takePart(aggregation: 'plain' | 'masked'): Promise<void> {
  study = await consortium.startStudy({ aggregation });
  await consortium.untilTrained(study);
  await until('the receipt is recorded', () => tapped.ledger().entries.some((entry) => entry.kind === 'receipt' && entry.study === study));
}

beforeAll(async () => {
  consortium = await aConsortium({ sites: ['cleveland', 'hungarian', 'va'], policy: { epsilonCap: 50, deltaMax: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } });
  tapped = consortium.site('va');
  tap = await tapFederation(consortium.coordinator, tapped);
  for (const site of consortium.sites) site.start();
});
afterAll(async () => {
  tap.close();
  await consortium.end();
});

describe('a site in a masked round', () => {
  it('lets no stretch of its noised vector leave, nor its blind; the coordinator keeps none, and holds a commitment that only the blind explains', async () => {
    await takePart('masked');
    expect(stretchesIn([...sent(), ...kept()])).toBe(0);
    const payload = tapped.payloadOf(study);
    const vector = vectorIn(payload);
    const blind = Buffer.from(payload.subarray(payload.length - vector.byteLength - 32, payload.length - vector.byteLength));
    expect(sent().some((bytes) => Buffer.from(bytes).includes(blind))).toBe(false);
    const sealed = tapped.ledger().entries.find((entry) => entry.kind === 'seal' && entry.study === study);
    expect(sealed).toMatchObject({ payloadSha256: Buffer.from(commitToVector(vector, blind)).toString('hex') });
  });

  it('would be seen by this search: in a plain round every stretch of the release is on the wire', async () => {
    await takePart('plain');
    const release = tapped.payloadOf(study);
    expect(sent().some((bytes) => Buffer.from(bytes).includes(Buffer.from(release)))).toBe(true);
  });
});
