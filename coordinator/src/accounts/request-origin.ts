import type { IncomingHttpHeaders } from 'node:http';

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const LOOPBACK = /^(::ffff:)?127\.|^::1$/;

interface RequestHead {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Whether a request that changes something may come from a page of another site: a browser names the page's origin,
 * which has to be the host that the request was sent to. A program that sends neither cookie nor origin is no browser.
 */
export function isForeign({ method, headers }: RequestHead): boolean {
  if (READS.has(method)) return false;
  const { origin, host, cookie } = headers;
  return origin === undefined ? cookie !== undefined : hostOf(origin) !== host;
}

/** Whether a program on this machine asks: not through a proxy, and not a page in a browser. */
export function isLocalProgram({ headers, address }: { readonly headers: IncomingHttpHeaders; readonly address: string }): boolean {
  const told = ['x-forwarded-for', 'forwarded', 'origin', 'cookie', 'sec-fetch-site'].some((name) => headers[name] !== undefined);
  return LOOPBACK.test(address) && !told;
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
