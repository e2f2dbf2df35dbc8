import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { rosterOf, rosterSha256 } from '@commonward/secure-aggregation';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { somePolicy } from '../consortium/hospital.js';
import type { Running } from '../consortium/running.js';
import type { Site } from '../consortium/site.js';
import { generatorOf, inSum, recordsOf } from '../consortium/summed.js';
import { until } from '../consortium/until.js';

jest.setTimeout(180_000);

const NAMES = ['cleveland', 'hungarian', 'switzerland', 'va'] as const;
const DIE_AT = ['--import', new URL('../consortium/die-at.mjs', import.meta.url).pathname];
/** So long the round waits for every advert, and each later phase a quarter of it for a missing site. */
const PATIENCE_SECONDS = 16;
/** A phase that waits for a site and for a coordinator, and on a busy machine. */
const TRAINED_MS = 90_000;

let consortium: Consortium;
let agents: Running[] = [];

const connected = () => Promise.all(agents.map((agent) => until('an agent is connected', () => agent.stdout.includes('Connected'))));
const start = (site: Site, dieAt?: string): Running => {
  const agent = dieAt === undefined ? site.start() : site.start(DIE_AT, { DIE_AT: dieAt });
  agents.push(agent);
  return agent;
};

beforeAll(async () => {
  consortium = await aConsortium({ sites: [...NAMES], policy: { ...somePolicy, epsilonCap: 100, trust: 'shared' } });
});
afterAll(() => consortium.end());
beforeEach(async () => {
  await Promise.all(agents.map((agent) => agent.crash()));
  agents = [];
});

describe('a masked round of four sites', () => {
  it('ends with exactly the sum of what their ledgers hold, each of them paid once and bound once', async () => {
    consortium.sites.forEach((site) => start(site));
    const study = await consortium.startStudy({ aggregation: 'masked' });
    const view = await consortium.untilTrained(study);
    expect(inSum(view)).toEqual(NAMES);
    expect(view.generator?.sha256).toBe(generatorOf(consortium.coordinator, view, consortium.sites));
    await until('every ledger has its receipt', () => consortium.sites.every((site) => recordsOf(site, study).includes('receipt')));
    expect(consortium.sites.map((site) => recordsOf(site, study))).toEqual(consortium.sites.map(() => ['debit', 'seal', 'unmask', 'receipt']));
  });

  // Once a site's masked vector has come, the sum can be opened without the site.
  it.each([
    { dieAt: 'offer', summed: NAMES.slice(1) },
    { dieAt: 'advert', summed: NAMES.slice(1) },
    { dieAt: 'shares', summed: NAMES.slice(1) },
    { dieAt: 'input', summed: [...NAMES] },
    { dieAt: 'consent', summed: [...NAMES] },
  ])('in local trust goes on with the exact sum of $summed if cleveland is killed after its $dieAt', async ({ dieAt, summed }) => {
    const [victim, ...others] = consortium.sites;
    others.forEach((site) => start(site));
    const killed = start(victim, dieAt);
    await connected();
    const study = await consortium.startStudy({ aggregation: 'masked', answerWithinSeconds: PATIENCE_SECONDS });
    const view = await consortium.untilTrained(study);
    expect(killed.hasEnded).toBe(true);
    expect(inSum(view)).toEqual(summed);
    expect(view.generator?.sha256).toBe(generatorOf(consortium.coordinator, view, consortium.sites.filter(({ name }) => summed.some((known) => known === name))));
    expect(recordsOf(victim, study)).toEqual(['debit', 'seal']);
  });
});

const untilPhase = (study: string, attempt: number, phase: string) =>
  until(`attempt ${attempt} is ${phase}`, async () => {
    const masked = (await consortium.coordinator.study(study)).rounds[0]?.masked;
    return masked?.attempt === attempt && masked.phase === phase;
  });
const ALL_ONCE = NAMES.map(() => ['debit', 'seal', 'unmask', 'receipt']);
const untilReceipted = (study: string) => until('every ledger has its receipt', () => consortium.sites.every((site) => recordsOf(site, study).includes('receipt')));

describe('a masked round of four sites in shared trust, which needs them all', () => {
  beforeAll(async () => {
    const roster = rosterSha256(rosterOf({ identityKeys: Object.fromEntries(consortium.sites.map((site) => [site.name, site.identity().publicKey])) }));
    await Promise.all(consortium.sites.map((site) => site.approveRoster(roster)));
  });

  it.each([
    { dieAt: 'offer', attempt: 0, repeated: 'advertising' },
    { dieAt: 'advert', attempt: 1, repeated: 'advertising' },
    { dieAt: 'shares', attempt: 1, repeated: 'advertising' },
    { dieAt: 'input', attempt: 1, repeated: 'advertising' },
  ])('unmasks nothing if cleveland is killed after its $dieAt, and is repeated once it is back, with nothing paid twice', async ({ dieAt, attempt, repeated }) => {
    const [victim, ...others] = consortium.sites;
    others.forEach((site) => start(site));
    const killed = start(victim, dieAt);
    await connected();
    const study = await consortium.startStudy({ trust: 'shared', aggregation: 'masked', answerWithinSeconds: PATIENCE_SECONDS });
    await killed.ended;
    await untilPhase(study, attempt, repeated);
    expect(consortium.sites.map((site) => recordsOf(site, study))).toEqual(NAMES.map(() => ['debit', 'seal']));
    start(victim);
    const view = await consortium.untilTrained(study);
    expect(inSum(view)).toEqual(NAMES);
    expect(view.generator?.sha256).toBe(generatorOf(consortium.coordinator, view, consortium.sites));
    await untilReceipted(study);
    expect(consortium.sites.map((site) => recordsOf(site, study))).toEqual(ALL_ONCE);
  });

  it('waits for cleveland if it is killed after its consent: its vector is bound to this sum, and it reveals when it is back', async () => {
    const [victim, ...others] = consortium.sites;
    others.forEach((site) => start(site));
    const killed = start(victim, 'consent');
    await connected();
    const study = await consortium.startStudy({ trust: 'shared', aggregation: 'masked', answerWithinSeconds: PATIENCE_SECONDS });
    await killed.ended;
    await until('the others have bound their vectors', () => others.every((site) => recordsOf(site, study).includes('unmask')));
    expect(recordsOf(victim, study)).toEqual(['debit', 'seal']);
    start(victim);
    const view = await consortium.untilTrained(study);
    expect(view.rounds[0].masked).toMatchObject({ attempt: 0, phase: 'ended', inSum: 4 });
    await untilReceipted(study);
    expect(consortium.sites.map((site) => recordsOf(site, study))).toEqual(ALL_ONCE);
  });
});

describe('a coordinator that is killed in the middle of a masked round', () => {
  // Cleveland is gone as well, so that the phase stays open while the coordinator is.
  it.each([
    { dieAt: 'advert', phase: 'sharing', summed: NAMES.slice(1) },
    { dieAt: 'shares', phase: 'masking', summed: NAMES.slice(1) },
    { dieAt: 'input', phase: 'agreeing', summed: [...NAMES] },
    { dieAt: 'consent', phase: 'revealing', summed: [...NAMES] },
  ])('goes on in the phase of $phase when it is back, with the same sum', async ({ dieAt, phase, summed }) => {
    const [victim, ...others] = consortium.sites;
    others.forEach((site) => start(site));
    const killed = start(victim, dieAt);
    await connected();
    const study = await consortium.startStudy({ aggregation: 'masked', answerWithinSeconds: 3 * PATIENCE_SECONDS });
    await killed.ended;
    await untilPhase(study, 0, phase);
    await consortium.coordinator.crash();
    await consortium.coordinator.restart();
    const view = await consortium.untilTrained(study, TRAINED_MS);
    expect(view.rounds[0].masked).toMatchObject({ attempt: 0, phase: 'ended' });
    expect(inSum(view)).toEqual(summed);
    expect(view.generator?.sha256).toBe(generatorOf(consortium.coordinator, view, consortium.sites.filter(({ name }) => summed.some((known) => known === name))));
  });
});
