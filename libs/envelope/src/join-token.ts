import { z } from 'zod';

const PREFIX = 'commonward-join-1.';

/** What one copied string tells a site: where the coordinator is, which authority to trust, and the right to enrol once. */
export interface JoinToken {
  /** host:port of the enrolment service */
  readonly address: string;
  /** SHA-256 of the authority's certificate (DER), 64 hex digits */
  readonly authority: string;
  /** 256 random bits, base64url */
  readonly secret: string;
}

const schema = z.strictObject({
  address: z.string().regex(/^[^\s/]+:\d{1,5}$/),
  authority: z.string().regex(/^[0-9a-f]{64}$/),
  secret: z.string().min(32),
});

export const joinTokenText = (token: JoinToken): string => PREFIX + toBase64Url(JSON.stringify(token));

/** @returns null if the text is not a join token */
export function parseJoinToken(text: string): JoinToken | null {
  if (!text.startsWith(PREFIX)) return null;
  try {
    return schema.parse(JSON.parse(fromBase64Url(text.slice(PREFIX.length))));
  } catch {
    return null;
  }
}

const toBase64Url = (text: string): string => btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const fromBase64Url = (text: string): string => atob(text.replaceAll('-', '+').replaceAll('_', '/'));
