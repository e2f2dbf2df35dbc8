import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aSite, assertJoined, Consortium } from '../consortium/consortium.js';
import { Coordinator } from '../consortium/coordinator.js';
import { recordsOf as recordsAt, smallDictionary } from '../consortium/hospital.js';
import { Machine } from '../consortium/machine.js';
import type { Running } from '../consortium/running.js';
import type { Site } from '../consortium/site.js';
import { generatorOf, inSum, recordsOf } from '../consortium/summed.js';
import { until } from '../consortium/until.js';

jest.setTimeout(180_000);

const NAMES = ['cleveland', 'hungarian', 'switzerland', 'va'] as const;
const DIE_AT = ['--import', new URL('../consortium/die-at.mjs', import.meta.url).pathname];
/** Longer than a fail-over, so that the open phase waits for cleveland through it. */
const PATIENCE_SECONDS = 240;
/** Sites that have lost their coordinator come back within half a minute. */
const FAIL_OVER_MS = 60_000;
/** On a busy machine it takes that long to load a program. */
const START_MS = 60_000;
const itIfLong = process.env['COMMONWARD_LONG'] === '1' ? it : it.skip;

describe('two coordinators on one store, of which the leader is killed in the middle of a masked round', () => {
  const machine = new Machine();
  let coordinators: readonly [Coordinator, Coordinator];
  let sites: readonly Site[];
  let agents: Running[] = [];

  const at = (coordinator: Coordinator) => new Consortium(machine, coordinator, { sites, dictionary: smallDictionary });

  const leaderFirst = () =>
    until('one coordinator leads', async () => {
      const [a, b] = coordinators;
      const [ofA, ofB] = [await a.health(), await b.health()];
      if (ofA.standing === ofB.standing) return null;
      return ofA.standing === 'leader' ? ([a, b] as const) : ([b, a] as const);
    });

  beforeAll(async () => {
    const start = (replica: string) => Coordinator.start(machine, { directory: join(machine.folder, 'consortium'), options: ['--replica-name', replica, '--lease-seconds', '4'] });
    const a = await start('a');
    coordinators = [a, await start('b')];
    sites = NAMES.map((name) => aSite(machine, { name, records: recordsAt(name), dictionary: smallDictionary }));
    const addresses = coordinators.map(({ federation }) => federation).join(',');
    await Promise.all(sites.map(async (site) => assertJoined(await site.join((await a.invite(site.name)).joinToken, '--coordinator', addresses))));
  });
  afterEach(async () => {
    await Promise.all(agents.map((agent) => agent.crash()));
    agents = [];
  });
  afterAll(() => machine.end());

  /** Kills cleveland after this message and the leader in the phase that then waits for it, and lets cleveland come back to the other one. */
  async function failOverIn({ dieAt, phase }: { readonly dieAt: string; readonly phase: string }): Promise<void> {
    const [leader, other] = await leaderFirst();
    const [victim, ...others] = sites;
    const killed = victim.start(DIE_AT, { DIE_AT: dieAt });
    agents = [killed, ...others.map((site) => site.start())];
    await Promise.all(agents.map((agent) => until('an agent is connected', () => agent.stdout.includes('Connected'), START_MS)));
    const study = await at(leader).startStudy({ aggregation: 'masked', epsilon: 1, answerWithinSeconds: PATIENCE_SECONDS });
    await killed.ended;
    await until(`the sum is ${phase}`, async () => (await leader.study(study)).rounds[0]?.masked?.phase === phase);
    await leader.crash();
    agents.push(victim.start());
    const view = await until('the other coordinator has finished the round', async () => {
      const { standing } = await other.health();
      const seen = await other.study(study);
      return standing === 'leader' && seen.state === 'trained' && seen;
    }, FAIL_OVER_MS);
    expect(view.rounds[0].masked).toMatchObject({ attempt: 0, phase: 'ended', givenUp: [] });
    expect(inSum(view)).toEqual(NAMES);
    expect(view.generator?.sha256).toBe(generatorOf(other, view, sites));
    await until('every ledger has its receipt', () => sites.every((site) => recordsOf(site, study).includes('receipt')));
    expect(sites.map((site) => recordsOf(site, study))).toEqual(sites.map(() => ['debit', 'seal', 'unmask', 'receipt']));
    await leader.restart();
  }

  it('go on in the same attempt while masked vectors are collected, with the vectors that had come, and nobody pays again', () => failOverIn({ dieAt: 'shares', phase: 'masking' }));

  itIfLong.each([
    { dieAt: 'advert', phase: 'sharing' },
    { dieAt: 'input', phase: 'agreeing' },
    { dieAt: 'consent', phase: 'revealing' },
  ])('go on in the same attempt in the phase of $phase', failOverIn);
});
