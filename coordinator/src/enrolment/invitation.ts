import { createHash, randomBytes } from 'node:crypto';

export const INVITATION_LIFETIME_MS = 24 * 60 * 60_000;

/** The right to enrol one site once. */
export interface Invitation {
  readonly site: string;
  readonly expiresAt: string;
  readonly usedAt: string | null;
}

export const newSecret = (): string => randomBytes(32).toString('base64url');

/** Only this hash is stored: reading the database gives nobody a way in. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Whether a one-time secret has been neither used nor kept for too long. */
export const usable = (invitation: Pick<Invitation, 'expiresAt' | 'usedAt'>, now: number): boolean =>
  invitation.usedAt === null && Date.parse(invitation.expiresAt) > now;
