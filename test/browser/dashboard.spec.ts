import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { heartDiseaseDictionary, type HeartDiseaseSite } from '@commonward/cohorts';
import type { BenchmarkReport } from '@commonward/evaluation';
import { dictionaryJson } from '@commonward/schema';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { Gate } from '../consortium/gate.js';
import { recordsOf } from '../consortium/hospital.js';
import { Screen, type Visitor } from './visitor.js';

const CHROMIUM = process.env['CHROMIUM'];
const NAMES = ['cleveland', 'hungarian', 'va'] as const;
const ROWS = 300;
/** What the dashboard calls each model. */
const MODELS: Readonly<Record<string, string>> = {
  logisticRegression: 'Logistic regression',
  randomForest: 'Random forest',
  gradientBoosting: 'Gradient boosting',
  supportVectorMachine: 'Support vector machine',
  nearestNeighbours: 'Nearest neighbours',
  multilayerPerceptron: 'Multilayer perceptron',
};
/** Every site trains six models, on whatever else the machine has to do. */
const EVALUATION_MS = 150_000;
const PASSWORD = 'a password of four words';
/** What the browser's console says of a page that asks who is signed in when nobody is. */
const SIGNED_OUT_YET = '401 (Unauthorized)';
const NEVER_LOADED_AGAIN = 'window.neverLoadedAgain';
jest.setTimeout(180_000);

if (CHROMIUM === undefined) process.stdout.write('skipped: browser tests (no Chromium; install the package chromium, and name its program in CHROMIUM)\n');

const describeIfChromium = CHROMIUM === undefined ? describe.skip : describe;

describeIfChromium('the dashboard of a consortium of three hospitals', () => {
  let consortium: Consortium;
  let screen: Screen;
  let admin: Visitor;
  let researcher: Visitor;
  let study: string;
  let exported: string;

  const http = () => consortium.coordinator.http;
  const place = (name: string) => admin.page.getByRole('navigation').getByRole('link', { name });
  const panel = (name: string) => admin.page.getByRole('region', { name, exact: true });
  const button = (name: string) => admin.page.getByRole('button', { name, exact: true });
  const view = (name: string) => admin.page.getByRole('tab', { name });

  beforeAll(async () => {
    [consortium, screen] = await Promise.all([aConsortium({ sites: NAMES, dictionary: heartDiseaseDictionary }), Screen.open(CHROMIUM ?? '')]);
    for (const site of consortium.sites) site.start();
    [admin, researcher] = [await screen.visitor(), await screen.visitor()];
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
    aggregation: 'plain',
    sites: NAMES,
  });

  it('lets whoever opens the printed address first choose name and password, and takes the token out of the address bar', async () => {
    await admin.page.goto(consortium.coordinator.setUp ?? 'no address was printed');
    await admin.see('Set up your account');
    expect(admin.page.url()).toBe(`${http()}/`);
    await admin.page.getByLabel('Name').fill('grace');
    await admin.password('Password').fill('short');
    await admin.password('Password again').fill('short');
    await button('Set up and sign in').click();
    await admin.see('Take at least 12 characters');
    await admin.atDesk('set-up', 'light');
    expect(await admin.onTelephone('set-up', 'dark')).toBe(0);
    for (const label of ['Password', 'Password again']) await admin.password(label).fill(PASSWORD);
    await button('Set up and sign in').click();
    await admin.page.getByRole('heading', { name: 'Test consortium', level: 1 }).waitFor();
  });

  it('lets the admin make an account, and its owner set it up by a link that works once', async () => {
    await place('Accounts').click();
    await button('Add account').click();
    await admin.page.getByRole('dialog').getByLabel('Name').fill('ada');
    await admin.page.getByLabel('Role').selectOption('researcher');
    await button('Make the link').click();
    const link = (await admin.page.getByRole('dialog').getByText('#setup=').textContent()) ?? '';
    await admin.page.getByRole('button', { name: 'I have passed it on' }).click();
    await researcher.page.goto(link.trim());
    for (const label of ['Password', 'Password again']) await researcher.password(label).fill(PASSWORD);
    await researcher.page.getByRole('button', { name: 'Set up and sign in' }).click();
    await researcher.page.getByRole('heading', { name: 'Test consortium', level: 1 }).waitFor();
    expect(await researcher.page.getByRole('navigation').getByRole('link').allTextContents()).toEqual(['Overview', 'Studies', 'Sites', 'Exports']);
    expect(await admin.page.getByRole('navigation').getByRole('link').allTextContents()).toEqual(['Overview', 'Studies', 'Sites', 'Exports', 'Accounts']);
    const late = await screen.visitor();
    await late.page.goto(link.trim());
    await late.see('This set-up link is unknown, already used or expired');
  });

  it('shows the sites connect, and the budgets they signed: nothing is spent', async () => {
    await place('Overview').click();
    await admin.see('3 of 3');
    await place('Sites').click();
    for (const name of NAMES) {
      await panel(name).getByText('connected', { exact: true }).waitFor();
      await panel(name).getByText('epsilon 0 of 5.00 spent at delta 1e-5').waitFor();
    }
  });

  /** Asks as the researcher, from the page's own session. */
  const requestAnew = () => {
    const body = JSON.stringify({ rows: ROWS, conditions: [{ column: 'sex', allowed: ['0'] }], purpose: 'A second test' });
    const headers = { 'Content-Type': 'application/json' };
    const script = `fetch('/api/studies/${study}/exports', ${JSON.stringify({ method: 'POST', headers, body })}).then((answer) => answer.json())`;
    return researcher.page.evaluate<{ id: string }>(script);
  };

  it('starts a study and follows it to its generator, without being loaded again', async () => {
    const gate = new Gate(consortium.site('va').files.records);
    await admin.page.evaluate(`${NEVER_LOADED_AGAIN} = true`);
    await place('Studies').click();
    await admin.page.getByRole('link', { name: 'Heart disease' }).click();
    await button('Start study').click();
    await admin.page.getByRole('dialog').getByRole('button', { name: 'Start study' }).click();
    await gate.untilReached();
    await admin.see('2 of 3 sites have released, 3 are needed.');
    await panel('Round 1').getByText('waiting', { exact: true }).waitFor();
    await admin.atDesk('study-running', 'light');
    gate.letThrough();
    await admin.see('3 of 3 sites have released, 3 are needed.');
    await admin.page.getByText('trained', { exact: true }).first().waitFor();
    await panel('Generator').getByText('training time').waitFor();
    expect(await admin.page.evaluate(NEVER_LOADED_AGAIN)).toBe(true);
    gate.restore();
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

  it('says that records which are not public have no report, and why', async () => {
    const { id } = await consortium.coordinator.createStudy({ ...studyRequest(), name: 'Not public', dictionary: { ...studyRequest().dictionary, public: false } });
    await admin.open(`${http()}/studies/${id}?view=report`);
    await admin.see('There can be none');
    await admin.atDesk('report-of-private-records', 'light');
    await panel('Benchmark report').getByRole('link', { name: 'Fidelity' }).click();
    await admin.see('Fidelity is measured when the generator has been trained.');
  });

  /** The records of a hospital as a file outside it: they are public. */
  const publicRecords = (name: HeartDiseaseSite): string => {
    const file = join(consortium.machine.folder, `${name}.csv`);
    writeFileSync(file, recordsOf(name));
    return file;
  };

  it('says how a report is made, and shows it as soon as it is stated, to everyone who reads the study', async () => {
    await researcher.open(`${http()}/studies/${study}?view=report`);
    await admin.open(`${http()}/studies/${study}?view=report`);
    const told = await panel('Benchmark report').getByLabel('Command that makes the report', { exact: true }).textContent();
    expect(told).toContain(`commonward report ${study} --train`);
    await admin.atDesk('report-missing', 'light');
    expect(await admin.onTelephone('report-missing', 'dark')).toBe(0);
    const { code, stderr } = await consortium.coordinator.command('report', study, '--train', ...NAMES.map(publicRecords), '--test', publicRecords('switzerland'), '--subgroups', 'sex');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    for (const visitor of [admin, researcher]) await visitor.page.getByRole('region', { name: 'public benchmark, not private' }).waitFor();
  });

  const statedReport = () => admin.page.evaluate<BenchmarkReport>(`fetch('/api/studies/${study}/report').then((answer) => answer.json())`);
  const inThousandths = (scores: readonly number[]): readonly string[] => scores.map((score) => score.toFixed(3));

  it('shows the classification report of each classifier as stated, synthetic beside real', async () => {
    const { classifiers, mean } = await statedReport();
    const report = panel('Classification report');
    for (const { name, ...trained } of classifiers) {
      await report.getByRole('radio').and(admin.page.locator(`[value="${name}"]`)).check();
      for (const training of ['synthetic', 'real'] as const) {
        const { accuracy, confusion, classes, macroAverage, weightedAverage } = trained[training];
        const row = ({ precision, recall, f1, support }: typeof macroAverage) => [...inThousandths([precision, recall, f1]), String(support)];
        const shown = await report.getByRole('table', { name: `Trained on ${training} records` }).locator('tbody td').allTextContents();
        expect(shown).toEqual([...classes.flatMap(row), ...inThousandths([accuracy]), String(macroAverage.support), ...row(macroAverage), ...row(weightedAverage)]);
        const counts = await report.getByRole('table', { name: 'Test records, by true class' }).nth(training === 'synthetic' ? 0 : 1).locator('tbody td').allTextContents();
        expect(counts.map((text) => Number(text.split(' ')[0]))).toEqual(confusion.flat());
      }
    }
    const means = inThousandths([mean.synthetic.accuracy, mean.real.accuracy, mean.synthetic.auroc, mean.real.auroc]);
    expect(await report.locator('tfoot td').allTextContents()).toEqual(means);
  });

  it('lets the keyboard choose the classifier and walk through the associations', async () => {
    const { association } = await statedReport();
    const radios = panel('Classification report').getByRole('radio');
    await radios.first().check();
    await radios.first().press('ArrowDown');
    expect(await radios.nth(1).isChecked()).toBe(true);
    const last = association.columns.length - 1;
    const [synthetic, real] = inThousandths([association.synthetic[last][1], association.real[last][1]]);
    await panel('Association of pairs').getByRole('group', { name: 'Heat maps' }).press('ArrowRight');
    expect(await panel('Association of pairs').getByRole('status').textContent()).toContain(`${association.columns[last]} and ${association.columns[1]}: synthetic ${synthetic}, real ${real}, difference`);
  });

  it('shows the shares of every column and the association of every pair as stated', async () => {
    const { marginals, association } = await statedReport();
    const shares = await panel('Columns, one by one').locator('tbody td:nth-child(n + 3)').allTextContents();
    expect(shares).toEqual(marginals.flatMap(({ cells }) => cells.flatMap(({ synthetic, real }) => [synthetic, real].map((share) => `${(share * 100).toFixed(1)} %`))));
    const pairs = await panel('Association of pairs').locator('tbody tr th').allTextContents();
    expect(new Set(pairs).size).toBe((association.columns.length * (association.columns.length - 1)) / 2);
  });

  it('shows for whom it holds, what attacks found, and what models go by, as stated', async () => {
    const { groups, importance, disclosure, audit } = await statedReport();
    expect(await panel('For whom').locator('tbody th').allTextContents()).toEqual(['Everyone', 'sex: female', 'sex: male']);
    const records = await panel('For whom').locator('tbody td:nth-child(3)').allTextContents();
    expect(records.map((text) => Number(text.replace(',', '')))).toEqual(groups.map(({ records: { test } }) => test).filter((test) => test > 0));
    expect(await panel('For whom').getByRole('listitem').count()).toBe(groups.flatMap(({ findings }) => findings).length);
    const risks = await panel('Disclosure risk').locator('tbody td b').allTextContents();
    const { membership, singlingOut, linkability, attributeInference } = disclosure;
    expect(risks).toEqual(inThousandths([membership.distance.auroc, membership.densityRatio.auroc, singlingOut.univariate.risk, singlingOut.multivariate.risk, linkability.risk, attributeInference.risk].map(({ value }) => value)));
    expect(audit).toBeNull();
    await panel('Disclosure risk').getByText('The guarantee was not put to the test').waitFor();
    expect(await panel('What models go by').locator('tbody th').allTextContents()).toEqual([...importance.columns].sort((a, b) => b.real - a.real).map(({ column }) => column));
  });

  it('shows what the sites were paid to say of the generator: every model with its interval, and every class', async () => {
    const evaluation = await consortium.startEvaluation(study, { epsilon: 1.5, aggregation: 'plain' });
    const { evaluation: found } = await consortium.untilEvaluated(evaluation, EVALUATION_MS);
    if (found?.utility.kind !== 'estimated') throw new Error('The evaluation told nothing.');
    const { models, accuracy } = found.utility;
    await admin.open(`${http()}/studies/${evaluation}`);
    const utility = panel('Utility on real records');
    const shown = await utility.getByRole('table', { name: 'Accuracy and AUROC' }).locator(':is(tbody, tfoot) td:nth-child(3) b').allTextContents();
    expect(shown).toEqual(inThousandths([...models.map((model) => model.accuracy.value), accuracy.value]));
    for (const { model } of models) await utility.getByRole('table', { name: MODELS[model], exact: true }).waitFor();
    await admin.atDesk('evaluation', 'light');
    await admin.atDesk('evaluation', 'dark');
    expect(await admin.onTelephone('evaluation', 'light')).toBe(0);
    expect(await admin.onTelephone('evaluation', 'dark')).toBe(0);
    await utility.getByRole('link', { name: 'The study it evaluates' }).click();
    await view('Report').click();
    await panel('Evaluations at the sites').getByRole('link').first().waitFor();
  }, EVALUATION_MS + 60_000);

  it('lets the researcher ask for rows under a condition chosen by its label, and wait', async () => {
    const { page } = researcher;
    await researcher.open(`${http()}/studies/${study}?view=exports`);
    await page.getByLabel('Rows').fill(String(ROWS));
    await page.getByLabel('Purpose').fill('A test of the form');
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.getByLabel('Column').selectOption('sex');
    await page.getByRole('button', { name: 'Request export' }).click();
    await researcher.see('Choose at least one category of sex.');
    await page.getByRole('combobox', { name: 'Is one of' }).click();
    await page.getByRole('option', { name: 'female' }).click();
    await page.keyboard.press('Escape');
    await researcher.atDesk('export-form', 'light');
    expect(await researcher.onTelephone('export-form', 'dark')).toBe(0);
    await page.getByRole('button', { name: 'Request export' }).click();
    await page.getByRole('heading', { name: `${ROWS} rows where sex is female`, level: 1 }).waitFor();
    await researcher.see('This request waits for the decision of a study admin.');
    expect(await page.getByRole('button', { name: 'Approve' }).count()).toBe(0);
    await researcher.atDesk('export-requested', 'light');
    exported = page.url();
  });

  it('lets the admin refuse with a reason, which the researcher sees at once', async () => {
    await place('Exports').click();
    await panel('Waiting for your decision').getByText('A test of the form').waitFor();
    await admin.atDesk('exports-waiting', 'light');
    expect(await admin.onTelephone('exports-waiting', 'dark')).toBe(0);
    await button('Refuse').click();
    await admin.page.getByLabel('Reason').fill('Say in which course they are used.');
    await button('Refuse request').click();
    await researcher.see('Say in which course they are used.');
    await researcher.page.getByText('refused', { exact: true }).first().waitFor();
    await researcher.atDesk('export-refused', 'light');
  });

  it('lets the admin approve a new request, and shows the researcher when it is ready', async () => {
    const { id } = await requestAnew();
    await researcher.open(`${http()}/exports/${id}`);
    await panel('Waiting for your decision').getByText('A second test').waitFor();
    await button('Approve').click();
    await researcher.page.getByText('ready', { exact: true }).waitFor();
    exported = researcher.page.url();
    await admin.page.goto(exported);
    expect(await panel('About').getByRole('link', { name: 'Report' }).getAttribute('href')).toBe(`/studies/${study}?view=report`);
    expect(await panel('Files').getByRole('link').allTextContents()).toEqual(expect.arrayContaining(['report.html', 'report.json']));
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
    ['study-report', () => `${http()}/studies/${study}?view=report`],
    ['study-exports', () => `${http()}/studies/${study}?view=exports`],
    ['exports', () => `${http()}/exports`],
    ['export', () => exported],
    ['accounts', () => `${http()}/accounts`],
    ['no-such-page', () => `${http()}/nowhere`],
  ])('fits the page %s on a telephone, in light and in dark', async (name, address) => {
    await admin.open(address());
    await admin.atDesk(name, 'light');
    expect(await admin.onTelephone(name, 'dark')).toBe(0);
    expect(await admin.ground('dark')).toBeLessThan(64);
    expect(await admin.ground('light')).toBeGreaterThan(192);
  });

  it('did all of this without an error in the page or its console', () => {
    expect([admin, researcher].flatMap(({ problems }) => problems).filter((problem) => !problem.includes(SIGNED_OUT_YET))).toEqual([]);
  });

  it('answers a wrong password in one sentence, lets the right one in, and out again', async () => {
    const visitor = await screen.visitor();
    await visitor.page.goto(http());
    await visitor.page.getByLabel('Name').fill('ada');
    await visitor.password('Password').fill('wrong');
    await visitor.page.getByRole('button', { name: 'Sign in' }).click();
    await visitor.see('The name or the password is not right.');
    await visitor.atDesk('sign-in', 'light');
    expect(await visitor.onTelephone('sign-in', 'dark')).toBe(0);
    await visitor.password('Password').fill(PASSWORD);
    await visitor.page.getByRole('button', { name: 'Sign in' }).click();
    await visitor.page.getByRole('heading', { name: 'Test consortium', level: 1 }).waitFor();
    await visitor.page.getByRole('button', { name: 'Sign out' }).click();
    await visitor.see('Sign in to the consortium');
    expect(visitor.problems.filter((problem) => !problem.includes(SIGNED_OUT_YET))).toEqual([]);
  });
});
