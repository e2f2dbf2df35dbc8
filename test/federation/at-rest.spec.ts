import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aConsortium, aSite, assertJoined, type Consortium } from '../consortium/consortium.js';
import { filesBelow } from '../consortium/files-below.js';
import { recordsOf, smallDictionary } from '../consortium/hospital.js';
import type { Site } from '../consortium/site.js';
import { until } from '../consortium/until.js';

jest.setTimeout(180_000);

let consortium: Consortium;
let site: Site;
let study: string;

const keyOf = ({ home }: Site) => `${home}.key`;

/** The files of a home in which one of these can be found as it is. */
const placesOf = (which: Site, traces: readonly Uint8Array[]) =>
  [...filesBelow(which.home)].filter(([, bytes]) => traces.some((trace) => Buffer.from(bytes).includes(Buffer.from(trace)))).map(([path]) => path);

/** What nobody who takes the disk may find: keys, studies and what was released. */
function secretsOf(which: Site): readonly Uint8Array[] {
  const { identity, tlsKey } = which.secrets();
  const seed = Buffer.from(identity.secretKey.slice(0, 32));
  return [seed, Buffer.from(seed.toString('hex')), Buffer.from(tlsKey), Buffer.from('BEGIN PRIVATE KEY'), Buffer.from(study), Buffer.from('"debit"'), ...which.payloads()];
}

describe('the home of a site, after a study', () => {
  beforeAll(async () => {
    consortium = await aConsortium({ sites: ['cleveland'] });
    site = consortium.site('cleveland');
    const agent = site.start();
    study = await consortium.startStudy();
    await consortium.untilTrained(study);
    await until('the receipt is recorded', () => site.ledger().entries.at(-1)?.kind === 'receipt');
    await agent.crash();
  });
  afterAll(() => consortium.end());

  it('shows no key, no record of the ledger and no release to whoever takes it without the key beside it', () => {
    expect(site.payloads()).toHaveLength(1);
    expect(placesOf(site, secretsOf(site))).toEqual([]);
    expect(statSync(keyOf(site)).mode & 0o777).toBe(0o600);
  });

  it('opens to no command without its key, or with another', async () => {
    renameSync(keyOf(site), `${keyOf(site)}.away`);
    expect(await site.ledgerCommand('show')).toMatchObject({ code: 2, stdout: '', stderr: `commonward-site: Cannot read ${keyOf(site)}: there is no such file; check the path.\n` });
    writeFileSync(keyOf(site), `${'ab'.repeat(32)}\n`);
    expect(await site.ledgerCommand('show')).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('does not open with this home') });
    renameSync(`${keyOf(site)}.away`, keyOf(site));
    expect(await site.ledgerCommand('verify')).toMatchObject({ code: 0 });
  });

  it.each([
    ['the environment', (key: string) => ({ COMMONWARD_KEY_FILE: key })],
    ['systemd', (key: string) => ({ CREDENTIALS_DIRECTORY: join(key, '..') })],
  ])('opens with the key that %s names, wherever that is', async (_what, environment) => {
    const elsewhere = join(consortium.machine.folder, 'commonward-site-key');
    renameSync(keyOf(site), elsewhere);
    const finished = await consortium.machine.start('commonward-site', ['ledger', 'verify', '--home', site.home], { environment: environment(elsewhere) }).ended;
    renameSync(elsewhere, keyOf(site));
    expect(finished).toMatchObject({ code: 0 });
  });
});

describe('joining', () => {
  const joining = (name: string) => aSite(consortium.machine, { name, records: recordsOf('va'), dictionary: smallDictionary });

  beforeAll(async () => {
    consortium = await aConsortium({ sites: [] });
  });
  afterAll(() => consortium.end());

  it('refuses to put the key into the home', async () => {
    const inside = joining('inside');
    const { joinToken } = await consortium.coordinator.invite('inside');
    const { code, stderr } = await inside.join(joinToken, '--key-file', join(inside.home, 'key'));
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('must not lie in the home that it opens') });
    expect(existsSync(inside.home)).toBe(false);
    assertJoined(await inside.join(joinToken));
  });

  it('encrypts nothing if it is told so', async () => {
    const open = joining('open');
    assertJoined(await open.join((await consortium.coordinator.invite('open')).joinToken, '--no-encryption'));
    expect(existsSync(keyOf(open))).toBe(false);
    expect(placesOf(open, [Buffer.from('"genesis"')])).toEqual(['ledger/ledger.log']);
    rmSync(open.home, { recursive: true });
  });
});
