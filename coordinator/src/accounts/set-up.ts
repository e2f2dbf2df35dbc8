import { INVITATION_LIFETIME_MS, newSecret, secretHash } from '../enrolment/invitation.js';

/** The right to choose the password of one account once. Only the hash of its token is stored. */
export interface SetUp {
  /** null for the first study admin, who chooses the name as well. */
  readonly account: string | null;
  readonly tokenHash: string;
  readonly expiresAt: string;
  readonly usedAt: string | null;
}

/** @returns the set-up to store, and its token to show once */
export function newSetUp(account: string | null, now: number): { setUp: SetUp; token: string } {
  const token = newSecret();
  return { token, setUp: { account, tokenHash: secretHash(token), expiresAt: new Date(now + INVITATION_LIFETIME_MS).toISOString(), usedAt: null } };
}
