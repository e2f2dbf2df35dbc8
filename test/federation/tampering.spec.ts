import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { canonicalJson, envelopeFromJson, envelopeToJson, identityFromSeed, open, seal, type Identity, type Release } from '@commonward/envelope';
import { signFiles, type Files } from '@commonward/lineage';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { filesBelow } from '../consortium/files-below.js';
import { Verifier } from '../consortium/verifier.js';

jest.setTimeout(180_000);

const SUMS = ['SHA256SUMS', 'SHA256SUMS.sig'];
const ROWS = 60;

let consortium: Consortium;
const verifier = new Verifier();
let exported: Files;
/** Another export of the same study. */
let sibling: Files;
let coordinator: Identity;
const stranger = identityFromSeed(new Uint8Array(32).fill(9));

const textOf = (files: Files, path: string) => new TextDecoder().decode(files.get(path));
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** The names of the checks that do not hold. The replay is not even run if anything before it fails. */
async function failing(files: Files, key: string | null = coordinator.publicKey): Promise<string[]> {
  const { checks } = await verifier.verify(files, key);
  return checks.flatMap(({ name, holds }) => (holds ? [] : [name]));
}

/** The export with some files changed, and its checksums as they were. */
const withFiles = (changed: Readonly<Record<string, string>>): Files => new Map([...exported, ...Object.entries(changed).map(([path, text]) => [path, bytesOf(text)] as const)]);

/** With checksums and signature made anew by someone who holds this key. */
const resigned = (files: Files, identity: Identity): Files => signFiles(new Map([...files].filter(([path]) => !SUMS.includes(path))), identity);

/** The records with one cell changed to another value that the dictionary allows. */
function changedRows(): string {
  const [header, first, ...rest] = textOf(exported, 'data.csv').split('\n');
  const cells = first.split(',');
  const sex = header.split(',').indexOf('sex');
  cells[sex] = cells[sex] === '0' ? '1' : '0';
  return [header, cells.join(','), ...rest].join('\n');
}

function flipped(path: string): Files {
  const bytes = Uint8Array.from(exported.get(path) ?? []);
  const middle = bytes.length >> 1;
  bytes[middle] ^= 1;
  return new Map([...exported, [path, bytes]]);
}

beforeAll(async () => {
  consortium = await aConsortium({ sites: ['cleveland', 'va'] });
  for (const site of consortium.sites) site.start();
  const study = await consortium.startStudy();
  await consortium.untilTrained(study);
  const draw = async (rows: number) => {
    const { id } = await consortium.coordinator.approvedExport(study, { rows, conditions: [], purpose: 'a test' });
    return filesBelow((await consortium.untilExported(id)).directory);
  };
  [exported, sibling] = [await draw(ROWS), await draw(ROWS)];
  const keys = JSON.parse(readFileSync(join(consortium.coordinator.directory, 'keys', 'consortium.json'), 'utf8')) as { identitySeed: string };
  coordinator = identityFromSeed(Buffer.from(keys.identitySeed, 'hex'));
});
afterAll(async () => {
  await verifier.end();
  await consortium.end();
});

describe('an export as it was made', () => {
  it('holds', async () => {
    expect(await failing(exported)).toEqual([]);
    expect(await failing(sibling, null)).toEqual([]);
  });

  it('holds under no other key than the expected one', async () => {
    expect(await failing(exported, stranger.publicKey)).toEqual(['signer', 'replay']);
  });
});

describe('an export of which one byte was flipped', () => {
  it('does not hold, whichever file it is in, and the check that fails names the file', async () => {
    for (const path of exported.keys()) {
      const { holds, checks } = await verifier.verify(flipped(path), coordinator.publicKey);
      const details = checks.filter((check) => !check.holds).map(({ detail }) => detail);
      expect({ path, holds }).toEqual({ path, holds: false });
      expect(details.join(' ')).toContain(path.startsWith('SHA256SUMS') ? 'SHA256SUMS' : path);
    }
    expect(exported.size).toBeGreaterThan(14);
  });
});

describe('an export that somebody else changed', () => {
  it('does not hold with other records, and the list of checksums adapted and signed by another key', async () => {
    expect(await failing(resigned(withFiles({ 'data.csv': changedRows() }), stranger))).toEqual(['signature', 'replay']);
  });

  it('does not hold with a file missing or added', async () => {
    const without = new Map([...exported].filter(([path]) => path !== 'datacard.md'));
    expect(await failing(without)).toEqual(['checksums', 'replay']);
    expect(await failing(withFiles({ 'README.txt': 'trust me' }))).toEqual(['checksums', 'replay']);
  });

  it('does not hold with a plan of more noise in the place of the one that was offered', async () => {
    const offer = envelopeFromJson(textOf(exported, 'lineage/offer.json'));
    const plan = new TextDecoder().decode(offer.payload).replace(/"variance":(\d+)/, '"variance":1$1');
    const files = withFiles({ 'lineage/plan.json': plan, 'lineage/offer.json': envelopeToJson({ ...offer, payload: bytesOf(plan) }) });
    expect(await failing(resigned(files, stranger))).toEqual(['signature', 'lineage', 'replay']);
  });

  it('is not this consortium’s if everything the coordinator signs is signed anew by another key', async () => {
    expect(await failing(impersonated())).toEqual(['signer', 'lineage', 'replay']);
    expect(await failing(impersonated(), null)).toEqual(['lineage', 'replay']);
  });
});

/** All that a stranger can do without the hospitals' keys: own key, own offer, own receipts, own signature. */
function impersonated(): Files {
  const own = { signer: stranger.publicKey };
  const original = envelopeFromJson(textOf(exported, 'lineage/offer.json'));
  const offer = seal({ ...open(original, { kind: 'offer', publicKey: coordinator.publicKey }), ...own }, original.payload, stranger);
  const receipts = consortium.sites.map(({ name }) => {
    const path = `lineage/receipts/${name}.json`;
    const receipt = open(envelopeFromJson(textOf(exported, path)), { kind: 'receipt', publicKey: coordinator.publicKey });
    return [path, envelopeToJson(seal({ ...receipt, ...own }, new Uint8Array(), stranger))] as const;
  });
  const description = textOf(exported, 'lineage/export.json').replace(coordinator.publicKey, stranger.publicKey);
  return resigned(withFiles({ 'lineage/export.json': description, 'lineage/offer.json': envelopeToJson(offer), ...Object.fromEntries(receipts) }), stranger);
}

describe('an export that the coordinator itself changed and signed', () => {
  const signed = (changed: Readonly<Record<string, string>>) => failing(resigned(withFiles(changed), coordinator));

  it('does not hold with other records: the replay gives the true ones', async () => {
    expect(await signed({ 'data.csv': changedRows() })).toEqual(['replay']);
  });

  it('does not hold with the records of another export', async () => {
    expect(await signed({ 'data.csv': textOf(sibling, 'data.csv') })).toEqual(['replay']);
  });

  it('does not hold with a privacy statement that promises more', async () => {
    const statement = textOf(exported, 'privacy.json');
    const [, epsilon] = /"epsilon": ([\d.]+)/.exec(statement) ?? [];
    expect(await signed({ 'privacy.json': statement.replaceAll(epsilon, '0.1') })).toEqual(['replay']);
  });

  it('does not hold with the releases of two hospitals swapped', async () => {
    const path = (site: string) => `lineage/releases/${site}.json`;
    expect(await signed({ [path('va')]: textOf(exported, path('cleveland')), [path('cleveland')]: textOf(exported, path('va')) })).toEqual(['lineage', 'replay']);
  });

  it('does not hold with a hospital left out', async () => {
    const without = new Map([...exported].filter(([path]) => !path.endsWith('/va.json')));
    expect(await failing(resigned(without, coordinator))).toEqual(['replay']);
  });

  it('does not hold with a second release, even one that the hospital signed, in the place of the first', async () => {
    const path = 'lineage/releases/va.json';
    const identity = consortium.site('va').identity();
    const first = envelopeFromJson(textOf(exported, path));
    const statement: Release = open(first, { kind: 'release', publicKey: identity.publicKey });
    const payload = first.payload.map((byte, i) => (i % 4 === 0 ? byte ^ 1 : byte));
    expect(await signed({ [path]: envelopeToJson(seal(statement, payload, identity)) })).toEqual(['lineage', 'replay']);
  });

  it('does not hold with another number of rows than it describes', async () => {
    const description = JSON.parse(textOf(exported, 'lineage/export.json')) as object;
    expect(await signed({ 'lineage/export.json': `${canonicalJson({ ...description, rows: ROWS + 1 })}\n` })).toEqual(['replay']);
  });
});
