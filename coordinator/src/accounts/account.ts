/** What someone may do; each route names the roles that may call it. */
export const ROLES = ['viewer', 'researcher', 'study-admin'] as const;
export type Role = (typeof ROLES)[number];

/** A person of the consortium, with the sessions that are open. */
export interface Account {
  readonly name: string;
  readonly role: Role;
  /** argon2id in the PHC string format; null until the person has used the set-up link. */
  readonly passwordHash: string | null;
  readonly createdAt: string;
  readonly sessions: readonly Session[];
}

/** One browser that is signed in. The id itself is only in that browser's cookie. */
export interface Session {
  /** SHA-256 of the id, 64 hex digits. */
  readonly idHash: string;
  readonly createdAt: string;
  readonly lastSeenAt: string;
}

/** Who makes a request. */
export interface Caller {
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of the id of the caller's session; null for the command line. */
  readonly session: string | null;
}

export const IDLE_MS = 15 * 60_000;
export const ABSOLUTE_MS = 8 * 60 * 60_000;
/** How often a session that is in use is written down. */
const NOTED_EVERY_MS = 60_000;

/** A session ends 15 minutes after its last request, and 8 hours after the sign-in in any case. */
export const isOpen = ({ createdAt, lastSeenAt }: Session, now: number): boolean =>
  now - Date.parse(lastSeenAt) < IDLE_MS && now - Date.parse(createdAt) < ABSOLUTE_MS;

export function withSession(account: Account, idHash: string, now: number): Account {
  const at = new Date(now).toISOString();
  return { ...account, sessions: [...account.sessions.filter((session) => isOpen(session, now)), { idHash, createdAt: at, lastSeenAt: at }] };
}

export function withoutSession(account: Account, idHash: string): Account {
  return { ...account, sessions: account.sessions.filter((session) => session.idHash !== idHash) };
}

/** Notes that a session is in use, at most once a minute: the same object if there is nothing to write. */
export function seen(account: Account, idHash: string, now: number): Account {
  const stale = (session: Session) => session.idHash === idHash && isOpen(session, now) && now - Date.parse(session.lastSeenAt) >= NOTED_EVERY_MS;
  if (!account.sessions.some(stale)) return account;
  return { ...account, sessions: account.sessions.map((session) => (stale(session) ? { ...session, lastSeenAt: new Date(now).toISOString() } : session)) };
}
