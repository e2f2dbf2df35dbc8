import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../clock.js';
import { newSecret, secretHash, usable } from '../enrolment/invitation.js';
import { RequestError } from '../errors.js';
import { DATABASE, DocumentChanged, DocumentExists, LeaseLost, revise, type Collection, type Database, type Stored } from '../storage/collection.js';
import { isOpen, seen, withoutSession, withSession, type Account, type Caller, type Role } from './account.js';
import { hashPassword, isPassword } from './password.js';
import { newSetUp, type SetUp } from './set-up.js';
import { SignInLimit } from './sign-in-limit.js';

/** Where the first set-up is kept; no account can have this name. */
const FIRST = 'the first study admin';
const UNUSABLE_LINK = 'This set-up link is unknown, already used or expired: ask a study admin for a new one, or start the coordinator again if there is none yet.';

/** A caller with the id of a new session, which only the caller's browser keeps. */
export interface SignedIn {
  readonly caller: Caller;
  readonly sessionId: string;
}

/** Who may come in, and as what. */
@Injectable()
export class AccountsService {
  readonly #accounts: Collection<Account>;
  readonly #setUps: Collection<SetUp>;
  readonly #clock: Clock;
  readonly #limit = new SignInLimit();

  constructor(@Inject(DATABASE) database: Database, @Inject(CLOCK) clock: Clock) {
    this.#accounts = database.collection<Account>('accounts');
    this.#setUps = database.collection<SetUp>('set-ups');
    this.#clock = clock;
  }

  async list(): Promise<readonly Account[]> {
    return (await this.#accounts.list()).map(({ value }) => value);
  }

  /** @returns a new token for the first study admin, which replaces any older one; null if there is an admin already */
  async firstSetUp(): Promise<string | null> {
    return (await this.#hasAdmin()) ? null : (await this.#newSetUp(null)).token;
  }

  /** Makes an account, or a new link for one whose owner has not used theirs. @returns the token, shown once */
  async create({ name, role }: { readonly name: string; readonly role: Role }): Promise<{ name: string; role: Role; setUpToken: string; expiresAt: string }> {
    const account: Account = { name, role, passwordHash: null, createdAt: this.#now(), sessions: [] };
    await this.#accounts.insert(name, account).catch(async (error: unknown) => {
      if (!(error instanceof DocumentExists)) throw error;
      const known = await revise(this.#accounts, name, (existing) => (existing.passwordHash === null ? { ...existing, role } : existing));
      if (known?.value.passwordHash !== null) throw new RequestError('exists', `There is an account ${name} already.`);
    });
    const { token, setUp } = await this.#newSetUp(name);
    return { name, role, setUpToken: token, expiresAt: setUp.expiresAt };
  }

  /** What a set-up link is for. @throws RequestError if it cannot be used any more */
  async readSetUp(token: string): Promise<{ account: string | null; role: Role; expiresAt: string }> {
    const { account, expiresAt } = (await this.#usableSetUp(token)).value;
    const role = account === null ? 'study-admin' : (await this.#accounts.get(account))?.value.role;
    if (role === undefined) throw new RequestError('unauthenticated', UNUSABLE_LINK);
    return { account, role, expiresAt };
  }

  /** Uses a set-up link up: its owner has a password from now on, and a session. */
  async setUp({ token, name, password }: { readonly token: string; readonly name: string; readonly password: string }): Promise<SignedIn> {
    const stored = await this.#usableSetUp(token);
    const { account } = stored.value;
    if (account !== null && account !== name) throw new RequestError('invalid', `This set-up link is for the account ${account}.`);
    if (account === null && (await this.#accounts.get(name)) !== null) throw new RequestError('exists', `There is an account ${name} already.`);
    const passwordHash = await hashPassword(password);
    await this.#setUps.replace(stored, { ...stored.value, usedAt: this.#now() }).catch((error: unknown) => {
      throw error instanceof DocumentChanged ? new RequestError('unauthenticated', UNUSABLE_LINK) : error;
    });
    if (account === null) await this.#accounts.insert(name, { name, role: 'study-admin', passwordHash, createdAt: this.#now(), sessions: [] });
    else await revise(this.#accounts, account, (known) => ({ ...known, passwordHash, sessions: [] }));
    return this.#open(name);
  }

  /** @throws RequestError, the same for an unknown name as for a wrong password, after the same time */
  async signIn({ name, password, address }: { readonly name: string; readonly password: string; readonly address: string }): Promise<SignedIn> {
    const attempt = { account: name, address };
    if (!this.#limit.admits(attempt, this.#clock())) throw new RequestError('too many', 'Too many sign-ins were tried; wait five minutes and try again.');
    const account = (await this.#accounts.get(name))?.value ?? null;
    if (!(await isPassword(password, account?.passwordHash ?? null))) throw new RequestError('unauthenticated', 'The name or the password is not right.');
    this.#limit.succeeded(attempt);
    return this.#open(name);
  }

  /** Who has this session, or null if it has ended. Being asked for keeps it from going idle. */
  async callerOf(sessionId: string): Promise<Caller | null> {
    const idHash = secretHash(sessionId);
    const account = await this.#holderOf(idHash);
    if (account === null) return null;
    const now = this.#clock();
    if (seen(account, idHash, now) !== account) await revise(this.#accounts, account.name, (known) => seen(known, idHash, now)).catch(ignoreOnStandby);
    return { name: account.name, role: account.role, session: idHash };
  }

  /** Whether the caller's session is still open; asking does not keep it open. */
  async isSignedIn({ session }: Caller): Promise<boolean> {
    return session === null || (await this.#holderOf(session)) !== null;
  }

  async signOut({ name, session }: Caller): Promise<void> {
    if (session !== null) await revise(this.#accounts, name, (account) => withoutSession(account, session));
  }

  async #open(name: string): Promise<SignedIn> {
    const sessionId = newSecret();
    const session = secretHash(sessionId);
    const stored = await revise(this.#accounts, name, (account) => withSession(account, session, this.#clock()));
    if (stored === null) throw new RequestError('unauthenticated', 'The name or the password is not right.');
    return { sessionId, caller: { name, role: stored.value.role, session } };
  }

  async #holderOf(session: string): Promise<Account | null> {
    const now = this.#clock();
    return (await this.list()).find(({ sessions }) => sessions.some((one) => one.idHash === session && isOpen(one, now))) ?? null;
  }

  async #usableSetUp(token: string): Promise<Stored<SetUp>> {
    const tokenHash = secretHash(token);
    const stored = (await this.#setUps.list()).find(({ value }) => value.tokenHash === tokenHash);
    if (stored === undefined || !usable(stored.value, this.#clock())) throw new RequestError('unauthenticated', UNUSABLE_LINK);
    if (stored.value.account === null && (await this.#hasAdmin())) throw new RequestError('unauthenticated', UNUSABLE_LINK);
    return stored;
  }

  async #newSetUp(account: string | null): Promise<{ setUp: SetUp; token: string }> {
    const made = newSetUp(account, this.#clock());
    const id = account ?? FIRST;
    await this.#setUps.insert(id, made.setUp).catch(async (error: unknown) => {
      if (!(error instanceof DocumentExists)) throw error;
      await revise(this.#setUps, id, () => made.setUp);
    });
    return made;
  }

  async #hasAdmin(): Promise<boolean> {
    return (await this.list()).some(({ role, passwordHash }) => role === 'study-admin' && passwordHash !== null);
  }

  #now(): string {
    return new Date(this.#clock()).toISOString();
  }
}

/** A coordinator that stands by notes nothing: there a session goes idle while it is used. */
function ignoreOnStandby(error: unknown): void {
  if (!(error instanceof LeaseLost)) throw error;
}
