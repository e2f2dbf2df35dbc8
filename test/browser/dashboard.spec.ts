import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { heartDiseaseDictionary } from '@commonward/cohorts';
import { dictionaryJson } from '@commonward/schema';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { Gate } from '../consortium/gate.js';
import { Screen, type Visitor } from './visitor.js';

const CHROMIUM = process.env['CHROMIUM'];
const NAMES = ['cleveland', 'hungarian', 'va'] as const;
const ROWS = 300;
const NEVER_LOADED_AGAIN = 'window.neverLoadedAgain';
jest.setTimeout(60_000);

if (CHROMIUM === undefined) process.stdout.write('skipped: browser tests (no Chromium; install the package chromium, and name its program in CHROMIUM)\n');

const describeIfChromium = CHROMIUM === undefined ? describe.skip : describe;

describeIfChromium('the dashboard of a consortium of three hospitals', () => {
  let consortium: Consortium;
  let screen: Screen;
  let admin: Visitor;
  let study: string;
  let exported: string;

  const printedAddress = () => /http:\/\/[^\s"]+#key=[\w-]+/.exec(consortium.machine.printed)?.[0] ?? 'no address was printed';
  const http = () => new URL(printedAddress()).origin;
  const place = (name: string) => admin.page.getByRole('navigation').getByRole('link', { name });
  const panel = (name: string) => admin.page.getByRole('region', { name, exact: true });
  const button = (name: string) => admin.page.getByRole('button', { name, exact: true });
  const view = (name: string) => admin.page.getByRole('tab', { name });

  beforeAll(async () => {
    [consortium, screen] = await Promise.all([aConsortium({ sites: NAMES, dictionary: heartDiseaseDictionary }), Screen.open(CHROMIUM ?? '')]);
    for (const site of consortium.sites) site.start();
    admin = await screen.visitor();
    process.stdout.write(`screenshots: ${screen.folder}\n`);
    study = (await consortium.coordinator.createStudy(studyRequest())).id;
  });
  afterAll(async () => {
    await screen.close();
    await consortium.end();
  });

  const studyRequest = () => ({
    name: 'Heart disease',
    dictionary: JSON.parse(dictionaryJson(consortium.dictionary)) as object,
    ...{ epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' },
    trust: 'local',
    sites: NAMES,
  });

  it('lets in whoever opens the printed address, and takes the key out of the address bar', async () => {
    await admin.page.goto(printedAddress());
    await admin.page.getByRole('heading', { name: 'Test consortium', level: 1 }).waitFor();
    expect(admin.page.url()).toBe(`${http()}/`);
  });

  it('shows the sites connect, and the budgets they signed: nothing is spent', async () => {
    await admin.see('3 of 3');
    await place('Sites').click();
    for (const name of NAMES) {
      await panel(name).getByText('connected', { exact: true }).waitFor();
      await panel(name).getByText('epsilon 0 of 5.00 spent at delta 1e-5').waitFor();
    }
  });

  it('starts a study and follows it to its generator, without being loaded again', async () => {
    const gate = new Gate(consortium.site('va').files.records);
    await admin.page.evaluate(`${NEVER_LOADED_AGAIN} = true`);
    await place('Studies').click();
    await admin.page.getByRole('link', { name: 'Heart disease' }).click();
    await button('Start study').click();
    await admin.page.getByRole('dialog').getByRole('button', { name: 'Start study' }).click();
    await gate.untilReached();
    await admin.see('2 of 3 sites have released.');
    await panel('Round 1').getByText('waiting', { exact: true }).waitFor();
    await admin.atDesk('study-running', 'light');
    gate.letThrough();
    await admin.see('3 of 3 sites have released.');
    await admin.page.getByText('trained', { exact: true }).first().waitFor();
    await panel('Generator').getByText('training time').waitFor();
    expect(await admin.page.evaluate(NEVER_LOADED_AGAIN)).toBe(true);
  });

  it('shows what each site has booked in its own ledger', async () => {
    await place('Sites').click();
    for (const site of consortium.sites) {
      const { policy, spentRhoUnits } = site.ledger().chain;
      const left = 100 * (1 - spentRhoUnits / (policy?.capRhoUnits ?? 0));
      await panel(site.name).getByText('epsilon 3.00 of 5.00 spent at delta 1e-5').waitFor();
      await panel(site.name).getByText(`${left.toFixed(1)} % of the cap's rho is left.`).waitFor();
      const spent = Number(await panel(site.name).getByRole('meter').getAttribute('aria-valuenow'));
      expect(spent).toBeLessThanOrEqual(3);
    }
  });

  it('compares every column and every pair with what was released', async () => {
    await admin.page.goto(`${http()}/studies/${study}`);
    await view('Fidelity').click();
    const columns = consortium.dictionary.columns.map(({ name }) => name);
    const captions = await panel('Columns, one by one').locator('caption b').allTextContents();
    expect(captions).toEqual(columns);
    const readout = panel('Pairs of columns').getByRole('status');
    await panel('Pairs of columns').getByRole('group', { name: 'Heat map' }).press('ArrowRight');
    expect(await readout.textContent()).toMatch(new RegExp(`^${columns.at(-1)} and ${columns[1]}: 0\\.\\d{3}$`));
  });

  it('asks for rows under a condition chosen by its label, and shows when they are ready', async () => {
    await view('Exports').click();
    await admin.page.getByLabel('Rows').fill(String(ROWS));
    await admin.page.getByLabel('Purpose').fill('A test of the form');
    await button('Add a condition').click();
    await admin.page.getByLabel('Column').selectOption('sex');
    await button('Request export').click();
    await admin.see('Choose at least one category of sex.');
    await admin.page.getByRole('combobox', { name: 'Is one of' }).click();
    await admin.page.getByRole('option', { name: 'female' }).click();
    await admin.page.keyboard.press('Escape');
    await admin.atDesk('export-form', 'light');
    expect(await admin.onTelephone('export-form', 'dark')).toBe(0);
    await button('Request export').click();
    await admin.page.getByRole('heading', { name: `${ROWS} rows where sex is female`, level: 1 }).waitFor();
    await admin.page.getByText('ready', { exact: true }).waitFor();
    exported = admin.page.url();
  });

  it('shows the first rows and hands out all of them', async () => {
    const rows = panel('First 20 rows').locator('tbody tr');
    await rows.first().waitFor();
    const header = await panel('First 20 rows').locator('th').allTextContents();
    const sex = header.indexOf('sex');
    expect(await rows.count()).toBe(20);
    expect(new Set(await rows.locator(`td:nth-child(${sex + 1})`).allTextContents())).toEqual(new Set(['0']));

    const [download] = await Promise.all([admin.page.waitForEvent('download'), admin.page.getByRole('link', { name: 'Download data.csv' }).click()]);
    const file = join(consortium.machine.folder, 'downloaded.csv');
    await download.saveAs(file);
    const [head, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => line.split(','));
    expect(head).toEqual(header);
    expect(lines.map((line) => line[sex])).toEqual(Array.from({ length: ROWS }, () => '0'));
  });

  it.each([
    ['overview', () => http()],
    ['sites', () => `${http()}/sites`],
    ['studies', () => `${http()}/studies`],
    ['study-progress', () => `${http()}/studies/${study}`],
    ['study-fidelity', () => `${http()}/studies/${study}?view=fidelity`],
    ['study-exports', () => `${http()}/studies/${study}?view=exports`],
    ['exports', () => `${http()}/exports`],
    ['export', () => exported],
    ['no-such-page', () => `${http()}/nowhere`],
  ])('fits the page %s on a telephone, in light and in dark', async (name, address) => {
    await admin.open(address());
    await admin.atDesk(name, 'light');
    expect(await admin.onTelephone(name, 'dark')).toBe(0);
    expect(await admin.ground('dark')).toBeLessThan(64);
    expect(await admin.ground('light')).toBeGreaterThan(192);
  });

  it('did all of this without an error in the page or its console', () => {
    expect(admin.problems).toEqual([]);
  });

  it('answers a wrong access key in one sentence', async () => {
    const stranger = await screen.visitor();
    await stranger.page.goto(http());
    await stranger.page.getByLabel('Access key').and(stranger.page.locator('input')).fill('wrong');
    await stranger.page.getByRole('button', { name: 'Sign in' }).click();
    await stranger.see('This is not the access key of this coordinator.');
    await stranger.atDesk('sign-in', 'light');
    expect(await stranger.onTelephone('sign-in', 'dark')).toBe(0);
    expect(stranger.problems.filter((problem) => !problem.includes('401 (Unauthorized)'))).toEqual([]);
  });
});
