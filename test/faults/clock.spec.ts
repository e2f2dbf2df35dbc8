import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { Gate } from '../consortium/gate.js';
import { Machine } from '../consortium/machine.js';
import type { Running } from '../consortium/running.js';
import type { Site } from '../consortium/site.js';
import { until } from '../consortium/until.js';
import { describeIfLong, firstUnlessLong, sayWhatWaits } from './long.js';
import { HOUR_S, ShiftedClock, YEAR_S } from './shifted-clock.js';

jest.setTimeout(180_000);

const PATIENCE_MS = 60_000;
const ONE_ROUND = ['debit', 'seal', 'receipt'];

const probe = new Machine();
const canShift = ShiftedClock.make(probe.folder, 'probe') !== null;
if (canShift) sayWhatWaits('the clock of the coordinator jumps; that of a site jumps ahead within a round, or back between rounds');
else process.stdout.write('skipped: what happens when a clock jumps (there is no C compiler here, or a program cannot be given another clock)\n');

let consortium: Consortium;
let clock: ShiftedClock;

function aClock(): ShiftedClock {
  const made = ShiftedClock.make(consortium.machine.folder, 'clock');
  if (made === null) throw new Error('The clock could be made before');
  return made;
}

const kindsOf = (site: Site, study: string) => site.ledger().entries.flatMap((entry) => ('study' in entry && entry.study === study ? [entry.kind] : []));

const says = (agent: Running, words: string) => until(`the agent says: ${words}`, () => agent.stdout.includes(words), PATIENCE_MS);

/** The clock jumps after the debit, while the records are waited for. */
async function jumpInRound(site: Site, seconds: number): Promise<string> {
  const gate = new Gate(site.files.records);
  try {
    const study = await consortium.startStudy({ epsilon: 1 });
    await gate.untilReached();
    clock.shift(seconds);
    gate.letThrough();
    await until('the receipt is recorded', () => kindsOf(site, study).includes('receipt'), PATIENCE_MS);
    await consortium.untilTrained(study);
    return study;
  } finally {
    gate.restore();
  }
}

(canShift ? describe : describe.skip)('a clock that jumps', () => {
  afterAll(() => probe.end());

  describe('at a site', () => {
    let site: Site;
    let agent: Running;

    beforeAll(async () => {
      consortium = await aConsortium({ sites: ['va'] });
      [site] = consortium.sites;
      clock = aClock();
      agent = site.start([], clock.environment);
      await says(agent, 'Connected');
    });
    afterAll(() => consortium.end());

    it.each(
      firstUnlessLong([
        ['back an hour', -HOUR_S],
        ['ahead a year', YEAR_S + HOUR_S],
      ] as const),
    )('%s in the middle of a round changes nothing: one debit, one release, and a ledger that verifies', async (_what, seconds) => {
      const study = await jumpInRound(site, seconds);
      expect(kindsOf(site, study)).toEqual(ONE_ROUND);
      expect((await site.ledgerCommand('verify')).code).toBe(0);
    });

    it.each(
      firstUnlessLong([
        ['ahead a year', YEAR_S + HOUR_S, 'has expired by the clock of this machine, which says'],
        ['back an hour', -HOUR_S, 'is not valid yet by the clock of this machine, which says'],
      ] as const),
    )('%s between rounds is named in one sentence, and the agent goes on once the clock is right', async (_what, seconds, words) => {
      await agent.crash();
      clock.shift(seconds);
      agent = site.start([], clock.environment);
      await says(agent, words);
      expect(agent.stdout).not.toContain('intercepts TLS');
      clock.shift(0);
      await says(agent, 'Connected');
      const study = await consortium.startStudy({ epsilon: 0.5 });
      await consortium.untilTrained(study);
      expect(kindsOf(site, study).slice(0, 2)).toEqual(['debit', 'seal']);
    });
  });

  describeIfLong('at the coordinator', () => {
    let site: Site;
    let agent: Running;

    beforeAll(async () => {
      consortium = await aConsortium({ sites: ['va'] });
      [site] = consortium.sites;
      clock = aClock();
      await consortium.coordinator.crash();
      await consortium.coordinator.restart(clock.environment);
      agent = site.start();
      await says(agent, 'Connected');
    });
    afterAll(() => consortium.end());

    it.each([
      ['back an hour', -HOUR_S],
      ['ahead a year', YEAR_S + HOUR_S],
    ])('%s in the middle of a round changes nothing: the release is accepted once and the study is trained', async (_what, seconds) => {
      const study = await jumpInRound(site, seconds);
      expect(kindsOf(site, study)).toEqual(ONE_ROUND);
    });

    it('ahead a year makes it refuse sites, whose operators are told to compare clocks, until the clock is right', async () => {
      await agent.crash();
      clock.shift(YEAR_S + HOUR_S);
      agent = site.start();
      await says(agent, "The coordinator closes the connection before it is secured: compare its clock with this machine's");
      clock.shift(0);
      await says(agent, 'Connected');
    });

    it('ahead a year when it starts gives it a certificate of the future, which the site names', async () => {
      await consortium.coordinator.crash();
      clock.shift(YEAR_S + HOUR_S);
      await consortium.coordinator.restart(clock.environment);
      await says(agent, 'is not valid yet by the clock of this machine');
      await agent.crash();
      await consortium.coordinator.crash();
      clock.shift(0);
      await consortium.coordinator.restart(clock.environment);
      agent = site.start();
      const study = await consortium.startStudy({ epsilon: 0.5 });
      await until('the receipt is recorded', () => kindsOf(site, study).includes('receipt'), PATIENCE_MS);
      expect(kindsOf(site, study)).toEqual(ONE_ROUND);
    });
  });
});
