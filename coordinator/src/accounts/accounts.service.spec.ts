import { beforeEach, describe, expect, it } from '@jest/globals';
import { secretHash } from '../enrolment/invitation.js';
import { MemoryDatabase } from '../storage/database.memory.js';
import type { Account } from './account.js';
import { AccountsService } from './accounts.service.js';

const PASSWORD = 'correct horse battery';
const DAY_MS = 24 * 60 * 60_000;
const address = '127.0.0.1';

describe('accounts', () => {
  let database: MemoryDatabase;
  let accounts: AccountsService;
  let now: number;

  beforeEach(() => {
    now = Date.parse('2026-01-01T09:00:00Z');
    database = new MemoryDatabase();
    accounts = new AccountsService(database, () => now);
  });

  const first = async () => (await accounts.firstSetUp()) ?? 'none';
  const anAdmin = async () => accounts.setUp({ token: await first(), name: 'grace', password: PASSWORD });

  it('begin with a link by which the first study admin chooses name and password, and comes in', async () => {
    const token = await first();
    expect(await accounts.readSetUp(token)).toMatchObject({ account: null, role: 'study-admin' });
    const { caller, sessionId } = await accounts.setUp({ token, name: 'grace', password: PASSWORD });
    expect(await accounts.callerOf(sessionId)).toEqual({ ...caller, name: 'grace', role: 'study-admin' });
    expect(await accounts.firstSetUp()).toBeNull();
  });

  it('let a link be used once', async () => {
    const token = await first();
    const outcomes = await Promise.allSettled(['grace', 'ada'].map((name) => accounts.setUp({ token, name, password: PASSWORD })));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await accounts.list()).toHaveLength(1);
    await expect(accounts.readSetUp(token)).rejects.toMatchObject({ reason: 'unauthenticated' });
  });

  it('let a link lie for a day at most', async () => {
    const token = await first();
    now += DAY_MS;
    await expect(accounts.setUp({ token, name: 'grace', password: PASSWORD })).rejects.toMatchObject({ reason: 'unauthenticated' });
  });

  it('take the first link back when a newer one was printed, and when there is an admin', async () => {
    const older = await first();
    const newer = await first();
    await expect(accounts.readSetUp(older)).rejects.toMatchObject({ reason: 'unauthenticated' });
    const { setUpToken } = await accounts.create({ name: 'ada', role: 'study-admin' });
    await accounts.setUp({ token: setUpToken, name: 'ada', password: PASSWORD });
    await expect(accounts.setUp({ token: newer, name: 'grace', password: PASSWORD })).rejects.toMatchObject({ reason: 'unauthenticated' });
  });

  it('bind the link of a new account to its name and role, and give a new one until it was used', async () => {
    await anAdmin();
    const lost = await accounts.create({ name: 'ada', role: 'viewer' });
    const { setUpToken: token } = await accounts.create({ name: 'ada', role: 'researcher' });
    await expect(accounts.readSetUp(lost.setUpToken)).rejects.toMatchObject({ reason: 'unauthenticated' });
    await expect(accounts.setUp({ token, name: 'eve', password: PASSWORD })).rejects.toMatchObject({ reason: 'invalid' });
    expect((await accounts.setUp({ token, name: 'ada', password: PASSWORD })).caller).toMatchObject({ name: 'ada', role: 'researcher' });
    await expect(accounts.create({ name: 'ada', role: 'study-admin' })).rejects.toMatchObject({ reason: 'exists' });
  });

  it('answer an unknown name, a wrong password and an account that is not set up with one sentence', async () => {
    await anAdmin();
    await accounts.create({ name: 'ada', role: 'viewer' });
    for (const name of ['nobody', 'grace', 'ada']) {
      await expect(accounts.signIn({ name, password: 'a wrong password', address })).rejects.toMatchObject({ reason: 'unauthenticated', message: 'The name or the password is not right.' });
    }
  });

  it('stop an address that guesses, also when it guesses right at last', async () => {
    await anAdmin();
    const guess = (password: string) => accounts.signIn({ name: 'grace', password, address }).then(() => 'in', (error: { reason: string }) => error.reason);
    const guesses = [];
    for (let count = 0; count < 5; count += 1) guesses.push(await guess('a wrong password'));
    guesses.push(await guess(PASSWORD));
    expect(guesses).toEqual([...Array.from({ length: 5 }, () => 'unauthenticated'), 'too many']);
  });

  it('end a session on sign-out and after 15 idle minutes, each alone', async () => {
    const { sessionId } = await anAdmin();
    const other = await accounts.signIn({ name: 'grace', password: PASSWORD, address });
    await accounts.signOut(other.caller);
    expect(await accounts.callerOf(other.sessionId)).toBeNull();
    expect(await accounts.callerOf(sessionId)).not.toBeNull();
    now += 15 * 60_000;
    expect(await accounts.callerOf(sessionId)).toBeNull();
  });

  it('are asked whether someone is signed in without keeping them so', async () => {
    const { caller } = await anAdmin();
    now += 14 * 60_000;
    expect(await accounts.isSignedIn(caller)).toBe(true);
    now += 60_000;
    expect(await accounts.isSignedIn(caller)).toBe(false);
  });

  it('are stored with neither password nor session id nor token', async () => {
    const token = await first();
    const { sessionId } = await accounts.setUp({ token, name: 'grace', password: PASSWORD });
    const stored = JSON.stringify([await database.collection<Account>('accounts').list(), await database.collection('set-ups').list()]);
    for (const secret of [PASSWORD, sessionId, token]) expect(stored).not.toContain(secret);
    for (const secret of [sessionId, token]) expect(stored).toContain(secretHash(secret));
  });
});
