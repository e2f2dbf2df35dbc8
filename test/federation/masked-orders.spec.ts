import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { somePolicy } from '../consortium/hospital.js';
import type { Running } from '../consortium/running.js';
import type { Site } from '../consortium/site.js';
import { generatorOf, inSum, recordsOf } from '../consortium/summed.js';
import { until } from '../consortium/until.js';
import type { MaskedView, StudyView } from '../consortium/views.js';

jest.setTimeout(180_000);

const NAMES = ['cleveland', 'hungarian', 'switzerland', 'va'] as const;
const DIE_AT = ['--import', new URL('../consortium/die-at.mjs', import.meta.url).pathname];
/** Each phase after the first waits a quarter of it for a missing site: longer than any story but one takes. */
const PATIENCE_SECONDS = 480;

/** On a busy machine it takes that long to load a program. */
const START_MS = 60_000;

let consortium: Consortium;
let cleveland: Site;
let va: Site;
let others: readonly Site[];
let agents: Running[] = [];

const start = (site: Site, dieAt?: string): Running => {
  const agent = dieAt === undefined ? site.start() : site.start(DIE_AT, { DIE_AT: dieAt });
  agents.push(agent);
  return agent;
};
const untilPrinted = (agent: Running, text: string) => until(`an agent says ${text}`, () => agent.stdout.includes(text), START_MS);
const untilMasked = (study: string, what: string, holds: (masked: MaskedView) => boolean): Promise<MaskedView> =>
  until(what, async () => {
    const masked = (await consortium.coordinator.study(study)).rounds[0]?.masked ?? null;
    return masked !== null && holds(masked) && masked;
  });
const stateOf = ({ rounds }: StudyView, { name }: Site) => rounds[0].sites.find(({ site }) => site === name)?.state;
const untilSays = (study: string, site: Site, state: string) => until(`${site.name} is ${state}`, async () => stateOf(await consortium.coordinator.study(study), site) === state);

/** A study of all four in local trust, whose sum needs three of them; cleveland is killed after this message. @returns its id, and the agent of va */
async function studyWithout(dieAt: string, answerWithinSeconds = PATIENCE_SECONDS): Promise<{ study: string; agent: Running }> {
  const killed = start(cleveland, dieAt);
  const [agent] = others.toReversed().map((site) => start(site));
  await Promise.all(agents.map((running) => untilPrinted(running, 'Connected')));
  const study = await consortium.startStudy({ aggregation: 'masked', answerWithinSeconds });
  await killed.ended;
  return { study, agent };
}

beforeAll(async () => {
  consortium = await aConsortium({ sites: [...NAMES], policy: { ...somePolicy, epsilonCap: 100 } });
  [cleveland, va] = [consortium.site('cleveland'), consortium.site('va')];
  others = consortium.sites.filter((site) => site !== cleveland);
});
afterAll(() => consortium.end());
beforeEach(async () => {
  await Promise.all(agents.map((agent) => agent.crash()));
  agents = [];
});

describe('an operator who refuses the study in the middle of its masked round', () => {
  it('takes the vector back before anything is unmasked, though it has come: the attempt is repeated without the site, and nobody pays again', async () => {
    const { study } = await studyWithout('shares');
    await untilMasked(study, 'three vectors have come', ({ phase, inSum }) => phase === 'masking' && inSum === 3);
    const { spentRhoUnits } = va.ledger().chain;
    expect(await va.operator('refuse', study)).toMatchObject({ code: 0 });
    await untilSays(study, va, 'refused');
    start(cleveland);
    const view = await consortium.untilTrained(study);
    expect(view.rounds[0].masked?.givenUp).toMatchObject([{ attempt: 0, phase: 'agreeing', reason: 'survivor-gone', without: ['va'] }]);
    const summed = consortium.sites.filter((site) => site !== va);
    expect(inSum(view)).toEqual(summed.map(({ name }) => name));
    expect(view.generator?.sha256).toBe(generatorOf(consortium.coordinator, view, summed));
    expect(recordsOf(va, study)).toEqual(['debit', 'seal', 'veto']);
    expect(va.ledger().chain.spentRhoUnits).toBe(spentRhoUnits);
  });

  it('is told that it is too late once the vector is bound to its sum, and gives nothing more of the study', async () => {
    const { study, agent } = await studyWithout('consent');
    await until('va has bound its vector', () => recordsOf(va, study).includes('unmask'));
    await va.operator('refuse', study);
    await untilPrinted(agent, 'The vector of va is bound to the sum of round 1, so it is too late to take it back.');
    start(cleveland);
    const view = await consortium.untilTrained(study);
    expect(inSum(view)).toEqual(NAMES);
    expect(view.generator?.sha256).toBe(generatorOf(consortium.coordinator, view, consortium.sites));
    await until('the ledger has its receipt', () => recordsOf(va, study).includes('receipt'));
    expect(recordsOf(va, study)).toEqual(['debit', 'seal', 'unmask', 'veto', 'receipt']);
  });
});

describe('a site that its operator pauses in the middle of a masked round', () => {
  it('lets nothing leave, though it has paid and given shares; resumed, it sends its vector in the same attempt, without a restart', async () => {
    const { study, agent } = await studyWithout('advert');
    await until('va has given its shares', async () => (await consortium.coordinator.study(study)).rounds[0].masked?.sites.find(({ site }) => site === 'va')?.answered.includes('sharing') === true);
    await va.operator('pause');
    await untilPrinted(agent, 'Paused');
    start(cleveland);
    await untilMasked(study, 'the others have sent their vectors', ({ phase, inSum }) => phase === 'masking' && inSum === 3);
    // While a whole round of the others goes by, va would have answered.
    await consortium.untilTrained(await consortium.startStudy({ sites: ['cleveland', 'hungarian', 'switzerland'], aggregation: 'masked' }));
    expect((await consortium.coordinator.study(study)).rounds[0].masked).toMatchObject({ attempt: 0, phase: 'masking', inSum: 3 });
    await va.operator('resume');
    const view = await consortium.untilTrained(study);
    expect(view.rounds[0].masked).toMatchObject({ attempt: 0, phase: 'ended', inSum: 4 });
    expect(view.generator?.sha256).toBe(generatorOf(consortium.coordinator, view, consortium.sites));
    expect(agent.stdout).not.toContain('Trying again');
    await until('the ledger has its receipt', () => recordsOf(va, study).includes('receipt'));
    expect(recordsOf(va, study)).toEqual(['debit', 'seal', 'unmask', 'receipt']);
  });
});

describe('a study that its admin pauses in the middle of a masked round', () => {
  it('stands still past the deadline of its phase, and goes on in the same attempt with every site that is there when it is resumed', async () => {
    const { study } = await studyWithout('shares', 16);
    const { deadlineAt } = await untilMasked(study, 'three vectors have come', ({ phase, inSum }) => phase === 'masking' && inSum === 3);
    await consortium.coordinator.command('study', 'pause', study);
    await until('the phase would be over', () => Date.now() > Date.parse(deadlineAt));
    start(cleveland);
    await untilPrinted(agents[agents.length - 1], 'Connected');
    expect((await consortium.coordinator.study(study)).rounds[0].masked).toMatchObject({ attempt: 0, phase: 'masking', inSum: 3 });
    await consortium.coordinator.command('study', 'resume', study);
    const view = await consortium.untilTrained(study);
    expect(view.rounds[0].masked).toMatchObject({ attempt: 0, phase: 'ended', inSum: 4, givenUp: [] });
    expect(inSum(view)).toEqual(NAMES);
    expect(view.generator?.sha256).toBe(generatorOf(consortium.coordinator, view, consortium.sites));
  });
});
