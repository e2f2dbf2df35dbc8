import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { until } from '../consortium/until.js';
import { Screen, type Visitor } from './visitor.js';

const CHROMIUM = process.env['CHROMIUM'];
const PASSWORD = 'a password of four words';
const SIGNED_OUT_YET = '401 (Unauthorized)';
jest.setTimeout(180_000);

const describeIfChromium = CHROMIUM === undefined ? describe.skip : describe;

describeIfChromium('the page of the sites', () => {
  let consortium: Consortium;
  let screen: Screen;
  let admin: Visitor;
  let exported: Buffer;
  let statement: Buffer;

  const byHand = () => admin.page.getByRole('region', { name: 'Verify a ledger by hand' });
  const bring = (...files: readonly { readonly name: string; readonly buffer: Buffer }[]) => byHand().getByLabel('File of a ledger').setInputFiles(files.map((file) => ({ ...file, mimeType: 'application/octet-stream' })));
  const pictures = async (name: string) => {
    await admin.atDesk(name, 'light');
    expect(await admin.onTelephone(name, 'dark')).toBe(0);
  };

  beforeAll(async () => {
    [consortium, screen] = await Promise.all([aConsortium({ sites: ['cleveland'] }), Screen.open(CHROMIUM ?? '')]);
    const site = consortium.site('cleveland');
    site.start();
    const study = await consortium.startStudy();
    await consortium.untilTrained(study);
    await until('the receipt is recorded', () => site.ledger().entries.at(-1)?.kind === 'receipt');
    expect(await consortium.machine.run('commonward-site', 'refuse', study, '--home', site.home)).toMatchObject({ code: 0 });
    await until('the refusal is recorded', () => site.ledger().entries.at(-1)?.kind === 'veto');
    const [ledger, witness] = ['own.ledger', 'witness.json'].map((name) => join(consortium.machine.folder, name));
    expect(await consortium.machine.run('commonward-site', 'ledger', 'export', ledger, '--witness', witness, '--home', site.home)).toMatchObject({ code: 0 });
    [exported, statement] = [readFileSync(ledger), readFileSync(witness)];
    admin = await screen.visitor();
    process.stdout.write(`screenshots: ${screen.folder}\n`);
    await admin.page.goto(consortium.coordinator.setUp ?? 'no address was printed');
    await admin.page.getByLabel('Name').fill('grace');
    for (const label of ['Password', 'Password again']) await admin.password(label).fill(PASSWORD);
    await admin.page.getByRole('button', { name: 'Set up and sign in' }).click();
    await admin.page.getByRole('heading', { name: 'Test consortium', level: 1 }).waitFor();
    await admin.open(`${consortium.coordinator.http}/sites`);
  });
  afterAll(async () => {
    await screen.close();
    await consortium.end();
  });

  it('verifies in the browser what the coordinator holds of a site’s ledger', async () => {
    await admin.page.getByRole('button', { name: 'Verify ledger' }).click();
    const window = admin.page.getByRole('dialog');
    await window.getByText('is as it was signed, and keeps the rules.').waitFor();
    await window.getByText('epsilon 3.000 of 5 at delta 1e-5').waitFor();
    expect(await window.getByRole('table', { name: 'Rounds in this ledger' }).locator('tbody tr').count()).toBe(1);
    await pictures('ledger-verified');
    await admin.page.keyboard.press('Escape');
    await window.waitFor({ state: 'hidden' });
  });

  it('verifies a ledger that is brought by hand, and a statement of the coordinator with it', async () => {
    await bring({ name: 'own.ledger', buffer: exported }, { name: 'witness.json', buffer: statement });
    await byHand().getByText('is as it was signed, and keeps the rules.').waitFor();
    await byHand().getByText(/^A statement signed by [0-9a-f]{16}… covers the records up to \d+\.$/).waitFor();
    await byHand().getByText('Signed by the key that cleveland is enrolled with').waitFor();
  });

  it('shows which study the site’s operator has refused, and at its rounds', async () => {
    await byHand().getByText(/^Refused by the site’s operator, so that nothing more is paid for or sent: /).waitFor();
    await byHand().getByRole('cell', { name: /; the site’s operator has refused the study$/ }).waitFor();
  });

  it('shows at which record an altered ledger breaks', async () => {
    const second = 8 + exported.readUInt32LE(0);
    await bring({ name: 'altered.ledger', buffer: Buffer.from(exported.with(second + 50, exported[second + 50] ^ 1)) });
    await byHand().getByText(`The file is damaged at byte ${second}, where record 1 should begin`).waitFor();
    await byHand().getByText('does not hold', { exact: true }).waitFor();
    await pictures('ledger-altered');
  });

  it('shows that records are missing from a ledger that was shortened', async () => {
    const first = 8 + exported.readUInt32LE(0);
    await bring({ name: 'short.ledger', buffer: exported.subarray(0, first) }, { name: 'witness.json', buffer: statement });
    await byHand().getByText('records are missing from its end').waitFor();
  });

  it('says in a sentence what it cannot verify', async () => {
    await bring({ name: 'witness.json', buffer: statement });
    await byHand().getByText('Give one ledger at a time').waitFor();
  });

  it('sends nothing of a file that is brought by hand', async () => {
    const sent: string[] = [];
    admin.page.on('request', (request) => sent.push(`${request.method()} ${request.url()}`));
    await bring({ name: 'own.ledger', buffer: exported });
    await byHand().getByText('is as it was signed, and keeps the rules.').waitFor();
    expect(sent.filter((line) => !/GET .*verifier[.]worker.*[.]js$/.test(line))).toEqual([]);
  });

  it('did all of this without an error in the page or its console', () => {
    expect(admin.problems.filter((problem) => !problem.includes(SIGNED_OUT_YET))).toEqual([]);
  });
});
