import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { heartDiseaseDictionary } from '@commonward/cohorts';
import { rosterOf, rosterSha256 } from '@commonward/secure-aggregation';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { somePolicy } from '../consortium/hospital.js';
import type { Running } from '../consortium/running.js';
import type { Site } from '../consortium/site.js';
import { until } from '../consortium/until.js';
import { Screen, type Visitor } from './visitor.js';

const CHROMIUM = process.env['CHROMIUM'];
const NAMES = ['cleveland', 'hungarian', 'switzerland', 'va'] as const;
const DIE_AT = ['--import', new URL('../consortium/die-at.mjs', import.meta.url).pathname];
/** A phase waits for a dead site for a quarter of it: long enough to look at it, and take its pictures, on a busy machine. */
const PATIENCE_SECONDS = 120;
const PHASE_MS = (1000 * PATIENCE_SECONDS) / 4;
/** How long a round waits for the first word of a site that is dead from the start. */
const SHORT_PATIENCE_SECONDS = 40;
/** On a busy machine it takes that long to load a program. */
const START_MS = 60_000;
jest.setTimeout(180_000);

const describeIfChromium = CHROMIUM === undefined ? describe.skip : describe;

describeIfChromium('a masked round, as the admin sees it', () => {
  let consortium: Consortium;
  let screen: Screen;
  let admin: Visitor;
  let roster: string;
  let agents: readonly Running[] = [];

  const phases = () => admin.page.getByRole('table', { name: 'Phases of the masked sum in round 1' });
  /** What the row of a site says of the five phases. */
  const partsOf = (site: string) => phases().getByRole('row').filter({ has: admin.page.getByRole('rowheader', { name: site, exact: true }) }).getByRole('cell').allTextContents();
  const untilParts = (site: string, parts: readonly string[]) => until(`the row of ${site} says ${parts.join(', ')}`, async () => (await partsOf(site)).join() === parts.join(), 60_000);
  const open = async (study: string) => admin.open(`${consortium.coordinator.http}/studies/${study}`);

  /** Starts every agent; one of them is killed in the next masked round. */
  async function startAll(victim: Site, dieAt: string): Promise<void> {
    await Promise.all(agents.map((agent) => agent.crash()));
    agents = consortium.sites.map((site) => (site === victim ? site.start(DIE_AT, { DIE_AT: dieAt }) : site.start()));
    await Promise.all(agents.map((agent) => until('an agent is connected', () => agent.stdout.includes('Connected'), START_MS)));
  }

  beforeAll(async () => {
    [consortium, screen] = await Promise.all([aConsortium({ sites: [...NAMES], dictionary: heartDiseaseDictionary, policy: { ...somePolicy, epsilonCap: 20, trust: 'shared' } }), Screen.open(CHROMIUM ?? '')]);
    roster = rosterSha256(rosterOf({ identityKeys: Object.fromEntries(consortium.sites.map((site) => [site.name, site.identity().publicKey])) }));
    await Promise.all(consortium.sites.map((site) => site.approveRoster(roster)));
    admin = await screen.visitor();
    process.stdout.write(`screenshots: ${screen.folder}\n`);
    await admin.page.goto(consortium.coordinator.setUp ?? 'no address was printed');
    await admin.page.getByLabel('Name').fill('grace');
    for (const label of ['Password', 'Password again']) await admin.password(label).fill('a password of four words');
    await admin.page.getByRole('button', { name: 'Set up and sign in' }).click();
    await admin.page.getByRole('heading', { name: 'Test consortium', level: 1 }).waitFor();
  });
  afterAll(async () => {
    await screen.close();
    await consortium.end();
  });

  it('in shared trust shows what the ledgers book, and in red what is left of a site that stands alone', async () => {
    const [victim] = consortium.sites;
    await startAll(victim, 'shares');
    const study = await consortium.startStudy({ trust: 'shared', aggregation: 'masked', answerWithinSeconds: PATIENCE_SECONDS });
    await open(study);
    await admin.see('The coordinator sees nothing but the sum of the releases.');
    const views = admin.page.getByRole('table', { name: 'Guarantee by who is honest' }).getByRole('row');
    const shown = (await views.allTextContents()).map((text) => text.replaceAll('\u00a0', ' '));
    expect(shown).toEqual([
      expect.stringMatching(/^Aloneepsilon [\d.]+, delta 1e-5, unit patient, adjacency add-or-remove-oneTo the coordinator and all other sites together\. More than the ledger books\.$/),
      expect.stringMatching(/^Coalitionepsilon 3\.00, delta 1e-5, unit patient, adjacency add-or-remove-oneFrom the sum, to the coordinator and one other site\. Booked by the ledger\.$/),
      expect.stringMatching(/^All honestepsilon 2\.\d+, delta 1e-5, unit patient, adjacency add-or-remove-oneFrom a sum of at least 4 releases, to anybody else\. $/),
    ]);
    await admin.page.getByRole('button', { name: 'Copy the hash: roster' }).and(admin.page.locator(`[title="${roster}"]`)).waitFor();
    expect(await views.evaluateAll((rows: readonly { dataset: { alarming?: string } }[]) => rows.map(({ dataset }) => dataset.alarming))).toEqual(['true', 'false', 'false']);
  });

  it('shows phase by phase who has answered and who is awaited, as it happens', async () => {
    await untilParts('cleveland', ['done', 'done', 'awaited', 'to come', 'to come']);
    await untilParts('va', ['done', 'done', 'done', 'to come', 'to come']);
    await admin.see('Masked: the coordinator sees the sum only. 3 of 4 masked vectors have come; all are needed.');
    await admin.see('Each site sends its vector under masks that cancel in the sum only.');
    expect(await phases().locator('[aria-current="step"]').allTextContents()).toEqual(['Masked vector']);
    await admin.atDesk('masked-open', 'light');
    expect(await admin.onTelephone('masked-open', 'dark')).toBe(0);
  });

  it('shows what every ledger has booked, before there is a sum', async () => {
    const budgets = admin.page.getByRole('region', { name: 'Budget at each site' });
    await until('every budget is shown as booked', async () => (await budgets.getByText('% before').count()) === NAMES.length);
  });

  it('says why an attempt was repeated, and that nobody pays twice', async () => {
    await admin.see('Attempt 1 was given up while sites sent their masked vectors: without cleveland fewer than 4 sites were left. The same sealed vectors got fresh masks; nobody pays twice.', 2 * PHASE_MS);
    await admin.see('Attempt 2.');
    await admin.atDesk('masked-repeated', 'light');
    await admin.atDesk('masked-repeated', 'dark');
    expect(await admin.onTelephone('masked-repeated', 'light')).toBe(0);
  });

  it('shows the sum when the site is back', async () => {
    agents = [...agents, consortium.sites[0].start()];
    await untilParts('cleveland', ['done', 'done', 'done', 'done', 'done']);
    await admin.see('The sum of 4 of 4 sites is known; all are needed.');
    await admin.page.getByText('trained', { exact: true }).first().waitFor();
    expect(await admin.page.getByText('in the sum', { exact: true }).count()).toBe(4);
    await admin.atDesk('masked-ended', 'light');
  });

  it('in local trust goes on without a site that is lost, and says in which phase it dropped out', async () => {
    await startAll(consortium.sites[3], 'advert');
    const study = await consortium.startStudy({ aggregation: 'masked', answerWithinSeconds: SHORT_PATIENCE_SECONDS });
    await open(study);
    await untilParts('va', ['done', 'no answer', 'not in it', 'not in it', 'not in it']);
    await admin.see('va dropped out while sites shared their masks: it did not answer in time. Its vector is not in the sum.');
    await admin.see('The sum of 3 of 4 sites is known; at least 3 are needed.');
    await admin.page.getByText('trained', { exact: true }).first().waitFor();
    await admin.page.getByText('not in the sum', { exact: true }).waitFor();
    await admin.atDesk('masked-dropped', 'light');
    expect(await admin.onTelephone('masked-dropped', 'dark')).toBe(0);
  });

  it('did all of this without an error in the page or its console', () => {
    expect(admin.problems.filter((problem) => !problem.includes('401 (Unauthorized)'))).toEqual([]);
  });
});
