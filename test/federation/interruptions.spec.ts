import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { sha256Hex } from '@commonward/envelope';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { Gate } from '../consortium/gate.js';
import type { Running } from '../consortium/running.js';
import type { Site } from '../consortium/site.js';
import { storedEnvelopes } from '../consortium/stored-envelopes.js';
import { until } from '../consortium/until.js';

jest.setTimeout(180_000);

const untilPrinted = (agent: Running, text: string) => until(`an agent says ${text}`, () => agent.stdout.includes(text));
const DOWN = 'The coordinator does not answer. Trying again until it works.';

let consortium: Consortium;
const ONE_ROUND = ['debit', 'seal', 'receipt'];

/** What the site's ledger says of the study's round. */
const roundOf = (site: Site, study: string) => site.ledger().entries.flatMap((entry) => ('study' in entry && entry.study === study ? [entry.kind] : []));

describe('a coordinator that is killed', () => {
  let study: string;

  beforeAll(async () => {
    consortium = await aConsortium({ sites: ['cleveland', 'va'] });
  });
  afterAll(() => consortium.end());

  it('is awaited by an agent that starts meanwhile, which then takes part', async () => {
    const { coordinator } = consortium;
    await coordinator.crash();
    const agent = consortium.site('cleveland').start();
    await untilPrinted(agent, DOWN);
    await coordinator.restart();
    study = await consortium.startStudy();
    expect(await consortium.untilAnswered(study, consortium.site('cleveland'))).toMatchObject({ state: 'released' });
  });

  it('keeps, in the middle of a round, the answer it has, and takes the one that is missing after its restart', async () => {
    const { coordinator } = consortium;
    const before = await consortium.untilAnswered(study, consortium.site('cleveland'));
    await coordinator.crash();
    await untilPrinted(consortium.site('va').start(), DOWN);
    await coordinator.restart();
    const { rounds } = await consortium.untilTrained(study);
    expect(rounds).toHaveLength(1);
    expect(rounds[0].sites).toMatchObject([before, { site: 'va', state: 'released' }]);
    expect(consortium.sites.map((site) => roundOf(site, study))).toEqual([ONE_ROUND, ONE_ROUND]);
  });

  it('finishes, after its restart, the export that it was preparing', async () => {
    const { coordinator, machine } = consortium;
    const { id, state, directory } = await coordinator.approvedExport(study, { rows: 2000, conditions: [], purpose: 'a test' });
    await coordinator.crash();
    expect({ state, isThere: existsSync(directory) }).toEqual({ state: 'approved', isThere: false });
    await coordinator.restart();
    await consortium.untilExported(id);
    expect(readFileSync(join(directory, 'data.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(2001);
    expect((await machine.run('commonward', 'verify', directory)).code).toBe(0);
  });
});

describe('an agent that is killed', () => {
  let site: Site;
  let agent: Running;
  let gate: Gate;
  let study: string;

  beforeAll(async () => {
    consortium = await aConsortium({ sites: ['cleveland'] });
    site = consortium.site('cleveland');
  });
  afterAll(() => consortium.end());

  /** Brings the agent to the point where it has opened its records and got no byte of them. */
  beforeEach(async () => {
    gate = new Gate(site.files.records);
    agent = site.start();
    study = await consortium.startStudy();
    await gate.untilReached();
  });
  afterEach(async () => {
    await agent.crash();
    gate.restore();
  });

  it('after its debit has paid before it read, and resumes without paying again', async () => {
    expect(roundOf(site, study)).toEqual(['debit']);
    await agent.crash();
    gate.restore();
    agent = site.start();
    await consortium.untilTrained(study);
    await until('the receipt is recorded', () => roundOf(site, study).includes('receipt'));
    expect(roundOf(site, study)).toEqual(ONE_ROUND);
  });

  it('after its release sends the same bytes again, without its records and without paying again', async () => {
    const { coordinator } = consortium;
    await coordinator.crash();
    gate.letThrough();
    await until('the release is sealed', () => roundOf(site, study).includes('seal'));
    await agent.crash();
    const sealed = site.payloads().map(sha256Hex);
    rmSync(site.files.records);
    agent = site.start();
    await coordinator.restart();
    await consortium.untilTrained(study);
    await untilPrinted(agent, 'Sent again, the same bytes');
    expect(roundOf(site, study)).toEqual(ONE_ROUND);
    expect(payloadsAt(coordinator.directory)).toEqual(expect.arrayContaining(sealed));
  });
});

/** SHA-256 of the payload of every envelope that the coordinator has stored. */
const payloadsAt = (directory: string): string[] => storedEnvelopes(directory).map(({ payload }) => sha256Hex(payload));

describe('an agent whose records are away', () => {
  let site: Site;

  beforeAll(async () => {
    consortium = await aConsortium({ sites: ['cleveland'] });
    site = consortium.site('cleveland');
  });
  afterAll(() => consortium.end());

  it('says so once, answers the offers behind it meanwhile, and releases when they are back', async () => {
    const { records } = site.files;
    renameSync(records, `${records}.away`);
    const agent = site.start();
    const waiting = await consortium.startStudy();
    await untilPrinted(agent, 'there is no such file');
    const dear = await consortium.startStudy({ epsilon: 4.9 });
    expect(await consortium.untilAnswered(dear, site)).toMatchObject({ state: 'refused', reason: 'budget' });
    renameSync(`${records}.away`, records);
    await consortium.untilTrained(waiting);
    expect(agent.stdout.split('there is no such file')).toHaveLength(2);
    expect(roundOf(site, waiting)).toEqual(ONE_ROUND);
  });
});
