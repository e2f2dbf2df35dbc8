import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { joinTokenText, parseJoinToken, type JoinToken } from '@commonward/envelope';
import { aSite, assertJoined } from '../consortium/consortium.js';
import { Coordinator } from '../consortium/coordinator.js';
import { recordsOf, smallDictionary } from '../consortium/hospital.js';
import { Machine } from '../consortium/machine.js';
import type { Running } from '../consortium/running.js';
import type { Site } from '../consortium/site.js';
import { until } from '../consortium/until.js';
import { expectNoHome, expectOneSentence } from './one-sentence.js';

jest.setTimeout(180_000);

const machine = new Machine();
const hospital = (name: string) => aSite(machine, { name, records: recordsOf('va'), dictionary: smallDictionary });
let coordinator: Coordinator;
let member: Site;
/** The token with which the member has joined. */
let used: string;

function parsed(token: string): JoinToken {
  const content = parseJoinToken(token);
  if (content === null) throw new Error('The invitation holds no token');
  return content;
}

async function expectRefused(site: Site, token: string, sentence: RegExp): Promise<void> {
  expectOneSentence(await site.join(token), sentence);
  expectNoHome(site);
}

const UNUSABLE = /This join token is unknown, already used or expired: ask the consortium for a new invitation\./;

beforeAll(async () => {
  coordinator = await Coordinator.start(machine);
  member = hospital('member');
  used = (await coordinator.invite('member')).joinToken;
  assertJoined(await member.join(used));
});
afterAll(() => machine.end());

describe('a join token', () => {
  it('that has expired', async () => {
    const { joinToken, expiresAt } = await coordinator.invite('late', { expiresInSeconds: 1 });
    await until('the invitation has expired', () => Date.now() > Date.parse(expiresAt));
    await expectRefused(hospital('late'), joinToken, UNUSABLE);
  });

  it('that was used', async () => {
    await expectRefused(hospital('second'), used, UNUSABLE);
  });

  it('that nobody issued', async () => {
    const token = joinTokenText({ ...parsed((await coordinator.invite('guess')).joinToken), secret: 'x'.repeat(43) });
    await expectRefused(hospital('guess'), token, UNUSABLE);
  });

  it('that is none, or only a part of one', async () => {
    const { joinToken } = await coordinator.invite('torn');
    for (const text of ['hello', joinToken.slice(0, 60)]) {
      await expectRefused(hospital('torn'), text, /This is not a join token; copy the whole string that begins with commonward-join-1\./);
    }
  });

  it('that pins another authority', async () => {
    const token = joinTokenText({ ...parsed((await coordinator.invite('pinned')).joinToken), authority: 'f'.repeat(64) });
    const sentence = /The server at 127\.0\.0\.1:\d+ is not certified by the authority in the join token: either the token belongs to another coordinator, or something .* intercepts TLS\./;
    await expectRefused(hospital('pinned'), token, sentence);
  });
});

describe('a coordinator that is not the one a site joined, or none', () => {
  let token: string;
  let agent: Running;
  let impostor: Coordinator;

  const expectAgentSays = async (sentence: RegExp) => {
    await until(`the agent says ${String(sentence)}`, () => sentence.test(agent.stdout));
    expect(agent.stdout + agent.stderr).not.toMatch(/\n\s+at /);
    expect(agent.stdout.split('\n').filter((line) => sentence.test(line))).toHaveLength(1);
    expect(agent.hasEnded).toBe(false);
  };

  it('is missed by the agent in one sentence, and by join, which leaves nothing', async () => {
    token = (await coordinator.invite('new')).joinToken;
    agent = member.start();
    await expectAgentSays(/\[member\] Connected to the coordinator; waiting for offers\./);
    await coordinator.crash();
    await expectAgentSays(/\[member\] The coordinator does not answer\. Trying again until it works\./);
    await expectRefused(hospital('new'), token, /Cannot reach the coordinator at 127\.0\.0\.1:\d+ \(ECONNREFUSED\): check that it runs, the address, and that the firewall lets this machine out\./);
  });

  it('is told apart from the right one at the same address, by the agent and by join', async () => {
    impostor = await Coordinator.start(machine, { directory: join(machine.folder, 'impostor'), ports: coordinator.ports });
    await expectAgentSays(/\[member\] The coordinator presented a certificate of another authority than the one this site joined: .*\. Trying again until it works\./);
    await expectRefused(hospital('new'), token, /is not certified by the authority in the join token/);
  });

  it('has used up no token, and cost the agent nothing but time', async () => {
    await impostor.crash();
    await coordinator.restart();
    assertJoined(await hospital('new').join(token));
    expect(agent.hasEnded).toBe(false);
    expect(member.ledger().entries.map(({ kind }) => kind)).toEqual(['genesis', 'policy', 'witnessed']);
  });
});
