import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { joinTokenText, parseJoinToken } from '@commonward/envelope';
import { dictionaryJson } from '@commonward/schema';
import { aSite, assertJoined, Consortium } from '../consortium/consortium.js';
import { Coordinator } from '../consortium/coordinator.js';
import { recordsOf, smallDictionary } from '../consortium/hospital.js';
import { Machine } from '../consortium/machine.js';
import type { Site } from '../consortium/site.js';
import { until } from '../consortium/until.js';
import type { AnswerView, Invitation } from '../consortium/views.js';

jest.setTimeout(180_000);

const SERVER = process.env['MONGO_URL'] ?? '';
const STANDS_BY = 'This coordinator stands by while another one leads: ask that one, or try again.';

/** @returns the epoch */
const untilStanding = (coordinator: Coordinator, expected: 'leader' | 'standby') =>
  until(`a coordinator is ${expected}`, async () => {
    const { standing, epoch } = await coordinator.health();
    return standing === expected && epoch;
  });

/** The one that leads now, then the other. Which it is may have changed by itself where the machine is very busy. */
const leaderFirst = (coordinators: readonly [Coordinator, Coordinator]) =>
  until('one coordinator leads', async () => {
    const [a, b] = coordinators;
    const [ofA, ofB] = [await a.health(), await b.health()];
    if (ofA.standing === ofB.standing) return null;
    return ofA.standing === 'leader' ? ([a, b] as const) : ([b, a] as const);
  });

/** What the site's ledger says of the study's round. */
const roundOf = (site: Site, study: string) => site.ledger().entries.flatMap((entry) => ('study' in entry && entry.study === study ? [entry.kind] : []));
const ONE_ROUND = ['debit', 'seal', 'receipt'];
const releasesIn = (answers: readonly AnswerView[]) => answers.map(({ site, envelopeSha256, ledger }) => ({ site, envelopeSha256, ledger }));

/** What the two coordinators share: a folder, or a database and nothing but the keys. */
interface Store {
  readonly environment: Readonly<Record<string, string>>;
  readonly directories: (machine: Machine) => readonly [string, string];
}

const inOneFolder: Store = { environment: {}, directories: ({ folder }) => [join(folder, 'consortium'), join(folder, 'consortium')] };

function inMongo(): Store {
  const url = new URL(SERVER);
  url.pathname = `/commonward-test-${randomUUID().slice(0, 8)}`;
  return { environment: { MONGO_URL: url.href }, directories: ({ folder }) => [join(folder, 'a'), join(folder, 'b')] };
}

const STORES: readonly (readonly [string, () => Store])[] = [['a libsql file', () => inOneFolder], ...(SERVER === '' ? [] : [['MongoDB', inMongo] as const])];

describe.each(STORES)('two coordinators on %s', (_, store) => {
  const machine = new Machine();
  let coordinators: readonly [Coordinator, Coordinator];
  let sites: readonly [Site, Site];
  let first: string;
  let releases: ReturnType<typeof releasesIn>;

  /** The consortium as its admin sees it at one of the coordinators. */
  const at = (coordinator: Coordinator) => new Consortium(machine, coordinator, { sites, dictionary: smallDictionary });

  /** The token as it is where each coordinator was told of the other; the one that stands by comes first. */
  function namingBoth({ joinToken }: Invitation): string {
    const token = parseJoinToken(joinToken);
    if (token === null) throw new Error('The coordinator gave no join token');
    const [a, b] = coordinators;
    return joinTokenText({ ...token, address: `${b.enrolment},${a.enrolment}` });
  }

  beforeAll(async () => {
    const { environment, directories } = store();
    const start = (replica: string, directory: string) => Coordinator.start(machine, { directory, environment, options: ['--replica-name', replica, '--lease-seconds', '4'] });
    const [one, other] = directories(machine);
    const a = await start('a', one);
    if (other !== one) {
      mkdirSync(other, { mode: 0o700 });
      cpSync(join(one, 'keys'), join(other, 'keys'), { recursive: true });
    }
    coordinators = [a, await start('b', other)];
    sites = [aSite(machine, { name: 'cleveland', records: recordsOf('cleveland'), dictionary: smallDictionary }), aSite(machine, { name: 'va', records: recordsOf('va'), dictionary: smallDictionary })];
    const addresses = coordinators.map(({ federation }) => federation).join(',');
    for (const site of sites) assertJoined(await site.join(namingBoth(await a.invite(site.name)), '--coordinator', addresses));
  });
  afterAll(() => machine.end());

  it('have one leader; the other answers what is read, and says to anything else that it stands by', async () => {
    const [a, b] = coordinators;
    expect([await a.health(), await b.health()]).toMatchObject([{ standing: 'leader' }, { standing: 'standby' }]);
    expect((await b.sites()).map(({ name }) => name)).toEqual(['cleveland', 'va']);
    await expect(b.invite('budapest')).rejects.toThrow(`503 {"statusCode":503,"message":"${STANDS_BY}"}`);
    expect((await a.sites()).map(({ name }) => name)).toEqual(['cleveland', 'va']);
  });

  it('finish a study whose leader is killed in the middle of its round, with the releases it had and without paying again', async () => {
    const [a, b] = coordinators;
    const [cleveland, va] = sites;
    cleveland.start();
    first = await at(a).startStudy();
    const before = await at(a).untilAnswered(first, cleveland);
    const { epoch } = await a.health();
    await a.crash();
    va.start();
    expect(await untilStanding(b, 'leader')).toBeGreaterThan(epoch);
    const { rounds } = await at(b).untilTrained(first);
    expect(rounds).toHaveLength(1);
    expect(rounds[0].sites).toMatchObject([before, { site: 'va', state: 'released' }]);
    await until('the receipts are recorded', () => sites.every((site) => roundOf(site, first).includes('receipt')));
    expect(sites.map((site) => roundOf(site, first))).toEqual([ONE_ROUND, ONE_ROUND]);
    releases = releasesIn(rounds[0].sites);
  });

  it('export what was begun at one and finished at the other, and it verifies', async () => {
    const [, b] = coordinators;
    const { id } = await b.approvedExport(first, { rows: 500, conditions: [], purpose: 'a test' });
    const { directory } = await at(b).untilExported(id);
    expect(await machine.run('commonward', 'verify', directory, '--key', await b.publicKey())).toMatchObject({ code: 0 });
  });

  it('let one that comes back stand by', async () => {
    const [a] = coordinators;
    await a.restart();
    expect(await a.health()).toMatchObject({ standing: 'standby' });
    expect((await a.study(first)).state).toBe('trained');
  });

  it('keep what a frozen leader still wants to write from being written once it thaws; it stands by, and sites go on at the other', async () => {
    const [frozen, other] = await leaderFirst(coordinators);
    const { epoch } = await frozen.health();
    frozen.freeze();
    // The request reaches the frozen coordinator, which acts on it when it thaws.
    const late = frozen.createStudy(aRequest('Too late')).then(
      () => 'written',
      (error: unknown) => String(error),
    );
    expect(await untilStanding(other, 'leader')).toBeGreaterThan(epoch);
    const second = await at(other).startStudy();
    frozen.thaw();
    expect(await late).toContain(STANDS_BY);
    await untilStanding(frozen, 'standby');
    // Sites that were at the frozen one notice by their keep-alive, and try their list of addresses with growing pauses.
    await at(other).untilTrained(second, 60_000);
    await until('the receipts are recorded', () => sites.every((site) => roundOf(site, second).includes('receipt')));
    expect(sites.map((site) => roundOf(site, second))).toEqual([ONE_ROUND, ONE_ROUND]);
    for (const coordinator of coordinators) {
      expect((await coordinator.studies()).map(({ id }) => id)).toEqual([first, second]);
      expect(releasesIn((await coordinator.study(first)).rounds[0].sites)).toEqual(releases);
    }
    for (const site of sites) expect(await site.ledgerCommand('verify')).toMatchObject({ code: 0 });
    expect((await other.sites()).map(({ quarantine }) => quarantine)).toEqual([null, null]);
  });
});

const aRequest = (name: string) => ({
  name,
  dictionary: JSON.parse(dictionaryJson(smallDictionary)) as object,
  epsilon: 1,
  delta: 1e-5,
  unit: 'patient',
  adjacency: 'add-or-remove-one',
  trust: 'local',
  sites: ['cleveland', 'va'],
});
