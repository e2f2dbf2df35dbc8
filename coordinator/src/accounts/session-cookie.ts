import type { CookieOptions, Request } from 'express';
import { ABSOLUTE_MS } from './account.js';

export const COOKIE = 'commonward_session';

/** Out of reach for scripts and other sites; only over TLS where a proxy says that the browser has it. */
export const cookieOptions = ({ headers }: Request): CookieOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  path: '/',
  secure: headers['x-forwarded-proto'] === 'https',
});

export const lasting = (options: CookieOptions): CookieOptions => ({ ...options, maxAge: ABSOLUTE_MS });

/** @returns the session's id in a Cookie header, or null */
export function sessionIdIn(header: string): string | null {
  const pair = header.split(';').map((part) => part.trim()).find((part) => part.startsWith(`${COOKIE}=`));
  return pair === undefined ? null : pair.slice(COOKIE.length + 1);
}
