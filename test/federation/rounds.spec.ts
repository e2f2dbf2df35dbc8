import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sha256Hex } from '@commonward/envelope';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { Gate } from '../consortium/gate.js';
import { somePolicy } from '../consortium/hospital.js';
import type { Running } from '../consortium/running.js';
import type { Site } from '../consortium/site.js';
import { until } from '../consortium/until.js';
import type { AnswerView, StudyView } from '../consortium/views.js';

jest.setTimeout(120_000);

const ONE_ROUND = ['debit', 'seal', 'receipt'];
const HALF_AN_HOUR = 1800;

let consortium: Consortium;
let cleveland: Site;
let va: Site;
let agents: Running[];

/** What the site's ledger says of a study. */
const recordsOf = (site: Site, study: string) => site.ledger().entries.flatMap((entry) => ('study' in entry && entry.study === study ? [entry.kind] : []));
const untilPrinted = (agent: Running, text: string) => until(`an agent says ${text}`, () => agent.stdout.includes(text));
const statesOf = ({ rounds }: StudyView) => Object.fromEntries(rounds[0].sites.map(({ site, state }) => [site, state]));

const untilStudy = (study: string, state: StudyView['state']): Promise<StudyView> =>
  until(`the study is ${state}`, async () => {
    const view = await consortium.coordinator.study(study);
    return view.state === state && view;
  });

const untilSays = (study: string, { name }: Site, state: AnswerView['state']): Promise<AnswerView> =>
  until(`the answer of ${name} is ${state}`, async () => {
    const view = await consortium.coordinator.study(study);
    return view.rounds[0]?.sites.find((answer) => answer.site === name && answer.state === state) ?? null;
  });

function start(site: Site): Running {
  const agent = site.start();
  agents.push(agent);
  return agent;
}

beforeAll(async () => {
  consortium = await aConsortium({ sites: ['cleveland', 'hungarian', 'va'], policy: { ...somePolicy, epsilonCap: 50 } });
  cleveland = consortium.site('cleveland');
  va = consortium.site('va');
});
afterAll(() => consortium.end());

beforeEach(async () => {
  await Promise.all((agents ?? []).map((agent) => agent.crash()));
  agents = [];
});

describe('a study of which two of three sites suffice', () => {
  it('goes on at its deadline without a site that is dead, which is not asked when it comes back', async () => {
    start(cleveland);
    start(consortium.site('hungarian'));
    const study = await consortium.startStudy({ quorum: 2, answerWithinSeconds: 4 });
    expect(statesOf(await untilStudy(study, 'trained'))).toEqual({ cleveland: 'released', hungarian: 'released', va: 'waiting' });
    const agent = start(va);
    await untilPrinted(agent, 'Connected');
    const next = await consortium.startStudy({ sites: ['va'] });
    await consortium.untilTrained(next);
    expect(recordsOf(va, study)).toEqual([]);
  });
});

describe('a study whose round ran out of time', () => {
  let gate: Gate;

  beforeAll(() => {
    gate = new Gate(va.files.records);
  });
  afterAll(() => gate.restore());

  it('is started again with the same round: what was released is kept, and what was sealed is sent as the same bytes', async () => {
    const late = start(va);
    await Promise.all([untilPrinted(start(cleveland), 'Connected'), untilPrinted(late, 'Connected')]);
    const study = await consortium.startStudy({ sites: ['cleveland', 'va'], answerWithinSeconds: 2 });
    await gate.untilReached();
    const { envelopeSha256 } = await untilSays(study, cleveland, 'released');
    expect((await untilStudy(study, 'expired')).failure).toContain('Of the 2 sites that the study needs, 1 released in time.');
    const before = va.payloads().map(sha256Hex);
    gate.letThrough();
    await untilPrinted(late, 'Round 1 was given up for lack of answers');
    const sealed = va.payloads().map(sha256Hex);
    expect(sealed).toHaveLength(before.length + 1);
    await consortium.coordinator.startStudy(study);
    const { rounds } = await untilStudy(study, 'trained');
    expect(rounds).toMatchObject([{ attempt: 2, phase: 'complete', sites: [{ site: 'cleveland', state: 'released', envelopeSha256 }, { site: 'va', state: 'released' }] }]);
    await untilPrinted(late, 'Sent again, the same bytes');
    expect(va.payloads().map(sha256Hex)).toEqual(sealed);
    expect([cleveland, va].map((site) => recordsOf(site, study))).toEqual([ONE_ROUND, ONE_ROUND]);
  });
});

describe('an operator who refuses a study in the middle of its round', () => {
  it('takes the release back while the round is open, and is told that it is too late once it is complete', async () => {
    start(cleveland);
    const study = await consortium.startStudy({ sites: ['cleveland', 'va'], quorum: 1, answerWithinSeconds: HALF_AN_HOUR });
    await untilSays(study, cleveland, 'released');
    const { spentRhoUnits } = cleveland.ledger().chain;
    expect(await cleveland.operator('refuse', study)).toMatchObject({ code: 0, stdout: `The study ${study} is refused: from now on nothing of it is paid for and nothing leaves.\n` });
    await untilSays(study, cleveland, 'withdrawn');
    const agent = start(va);
    const view = await untilStudy(study, 'trained');
    expect(statesOf(view)).toEqual({ cleveland: 'withdrawn', va: 'released' });
    expect(recordsOf(cleveland, study)).toEqual([...ONE_ROUND, 'veto']);
    expect(cleveland.ledger().chain.spentRhoUnits).toBe(spentRhoUnits);
    await va.operator('refuse', study);
    await untilPrinted(agent, 'it is too late to take back the release of va: it stays in use.');
    expect(statesOf(await consortium.coordinator.study(study))).toEqual(statesOf(view));
  });

  it('is heard though no agent runs: the first thing that one does is to refuse', async () => {
    const study = await consortium.startStudy({ sites: ['cleveland', 'va'], answerWithinSeconds: HALF_AN_HOUR });
    await cleveland.operator('refuse', study);
    start(cleveland);
    expect(await untilSays(study, cleveland, 'refused')).toMatchObject({ reason: 'operator' });
    expect(recordsOf(cleveland, study)).toEqual(['veto']);
    expect((await untilStudy(study, 'failed')).failure).toBe('1 of 2 sites refused or left, so 2 releases cannot be reached.');
  });
});

describe('a site that its operator has paused', () => {
  it('stays connected and pays for nothing until it is resumed, without a restart', async () => {
    const agent = start(cleveland);
    await untilPrinted(agent, 'Connected');
    await cleveland.operator('pause');
    await untilPrinted(agent, 'Paused: offers wait');
    const study = await consortium.startStudy({ sites: ['cleveland'], answerWithinSeconds: HALF_AN_HOUR });
    await cleveland.ledgerCommand('verify');
    expect((await consortium.coordinator.sites()).find(({ name }) => name === 'cleveland')).toMatchObject({ connected: true });
    expect({ states: statesOf(await consortium.coordinator.study(study)), records: recordsOf(cleveland, study) }).toEqual({ states: { cleveland: 'waiting' }, records: [] });
    await cleveland.operator('resume');
    await consortium.untilTrained(study);
    expect(agent.stdout).not.toContain('Trying again');
  });
});

describe('a study that its admin has paused', () => {
  it('asks no site until it is resumed', async () => {
    const agent = start(cleveland);
    await untilPrinted(agent, 'Connected');
    const study = await consortium.startStudy({ sites: ['va', 'cleveland'], quorum: 1, answerWithinSeconds: HALF_AN_HOUR });
    await untilSays(study, cleveland, 'released');
    expect(await consortium.coordinator.command('study', 'pause', study)).toMatchObject({ code: 0, stdout: 'The study Test study is paused.\n' });
    await untilPrinted(start(va), 'Connected');
    const other = await consortium.startStudy({ sites: ['va'] });
    await consortium.untilTrained(other);
    expect(recordsOf(va, study)).toEqual([]);
    await consortium.coordinator.command('study', 'resume', study);
    expect(statesOf(await untilStudy(study, 'trained'))).toEqual({ va: 'released', cleveland: 'released' });
  });
});

describe('a site that has left', () => {
  it('is shut out at once, and open rounds go on without it, while the others stay in step', async () => {
    const [stays, leaves] = [start(cleveland), start(va)];
    await Promise.all([untilPrinted(stays, 'Connected'), untilPrinted(leaves, 'Connected')]);
    await va.operator('pause');
    await untilPrinted(leaves, 'Paused');
    const study = await consortium.startStudy({ sites: ['cleveland', 'va'], quorum: 1, answerWithinSeconds: HALF_AN_HOUR });
    await untilSays(study, cleveland, 'released');
    expect(await consortium.coordinator.command('sites', 'revoke', 'va')).toMatchObject({ code: 0 });
    expect(statesOf(await untilStudy(study, 'trained'))).toEqual({ cleveland: 'released', va: 'left' });
    await untilPrinted(leaves, 'This certificate belongs to no site of the consortium, or to one that has left it.');
    expect((await consortium.coordinator.sites()).find(({ name }) => name === 'va')).toMatchObject({ state: 'revoked', connected: false });
    await consortium.untilTrained(await consortium.startStudy({ sites: ['cleveland'] }));
    expect(stays.stdout).not.toContain('Stopped');
  });
});
