import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { ROLES, type Role } from '../accounts/account.js';
import { AccountsService } from '../accounts/accounts.service.js';
import { COOKIE } from '../accounts/session-cookie.js';
import { loadConsortiumKeys } from '../identity/consortium-keys.js';
import { Leadership } from '../leadership/leadership.js';
import { createApplication } from '../main.js';
import { MemoryDatabase } from '../storage/database.memory.js';

const ADMIN: readonly Role[] = ['study-admin'];
const RESEARCH: readonly Role[] = ['researcher', 'study-admin'];
const SIGNED_IN: readonly Role[] = ROLES;

/** Every route and who may call it: written by hand, so that a new route needs a new line here. */
const MATRIX: Readonly<Record<string, 'anyone' | readonly Role[]>> = {
  'GET /api/health': 'anyone',
  'GET /api/openapi.json': 'anyone',
  'GET /api/docs-yaml': 'anyone',
  'POST /api/session': 'anyone',
  'POST /api/set-up': 'anyone',
  'POST /api/set-up/link': 'anyone',
  'GET /api/session': SIGNED_IN,
  'DELETE /api/session': SIGNED_IN,
  'GET /api/overview': SIGNED_IN,
  'GET /api/events': SIGNED_IN,
  'GET /api/sites': SIGNED_IN,
  'GET /api/sites/:name/ledger': ADMIN,
  'POST /api/sites/invitations': ADMIN,
  'POST /api/sites/:name/revoke': ADMIN,
  'GET /api/studies': SIGNED_IN,
  'POST /api/studies': ADMIN,
  'POST /api/studies/forecast': ADMIN,
  'GET /api/studies/:id': SIGNED_IN,
  'POST /api/studies/:id/evaluations': ADMIN,
  'POST /api/studies/:id/evaluations/forecast': ADMIN,
  'POST /api/studies/:id/start': ADMIN,
  'POST /api/studies/:id/pause': ADMIN,
  'POST /api/studies/:id/resume': ADMIN,
  'POST /api/studies/:id/stop': ADMIN,
  'GET /api/studies/:id/report': SIGNED_IN,
  'POST /api/studies/:id/report': ADMIN,
  'GET /api/studies/:id/generator': ADMIN,
  'POST /api/studies/:id/exports': RESEARCH,
  'GET /api/exports': RESEARCH,
  'GET /api/exports/:id': RESEARCH,
  'GET /api/exports/:id/preview': RESEARCH,
  'GET /api/exports/:id/files/*name': RESEARCH,
  'POST /api/exports/:id/approve': ADMIN,
  'POST /api/exports/:id/refuse': ADMIN,
  'GET /api/accounts': ADMIN,
  'POST /api/accounts': ADMIN,
};

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
}

const UNAUTHENTICATED = 401;
const FORBIDDEN = 403;
const PASSWORD = 'correct horse battery';
const directory = mkdtempSync(join(tmpdir(), 'commonward-matrix-'));
const loopback = { host: '127.0.0.1', listen: '127.0.0.1', httpListen: '127.0.0.1', enrolmentPort: 0, federationPort: 0, httpPort: 0 };
const config = { directory, consortium: 'Matrix', ...loopback, otherCoordinators: [], replica: 'a', leaseMs: 600_000, mongoUrl: null };
const keys = await loadConsortiumKeys(config);

describe('the HTTP interface', () => {
  let app: NestExpressApplication;
  let address: string;
  const sessions = new Map<Role, string>();

  beforeAll(async () => {
    app = await createApplication(config, keys, new MemoryDatabase());
    await app.listen(0, '127.0.0.1');
    address = await app.getUrl();
    await app.get(Leadership).look();
    const accounts = app.get(AccountsService);
    for (const role of ROLES) {
      const { setUpToken: token } = await accounts.create({ name: role, role });
      sessions.set(role, (await accounts.setUp({ token, name: role, password: PASSWORD })).sessionId);
    }
  });
  afterAll(async () => {
    await app.close();
    rmSync(directory, { recursive: true });
  });

  /** The status of a request, as a browser with this session sends it. */
  async function call(route: string, headers: Readonly<Record<string, string>>): Promise<number> {
    const [method, path] = route.split(' ');
    const gone = new AbortController();
    const response = await fetch(`${address}${path.replace(/[:*]\w+/g, 'nothing')}`, { method, headers, signal: gone.signal });
    gone.abort();
    return response.status;
  }

  const withSession = (role: Role) => ({ Cookie: `${COOKIE}=${sessions.get(role) ?? ''}`, Origin: address });

  it('has the routes of the matrix, no more and no fewer', () => {
    const { router } = app.getHttpAdapter().getInstance() as { router: { stack: readonly Layer[] } };
    const routes = router.stack.flatMap(({ route }) => (route === undefined ? [] : Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`)));
    expect([...new Set(routes)].sort()).toEqual(Object.keys(MATRIX).sort());
  });

  it.each(Object.keys(MATRIX).filter((route) => !route.startsWith('GET')))('refuses %s to a page of another site, whoever is signed in', async (route) => {
    for (const role of ROLES) expect(await call(route, { ...withSession(role), Origin: 'https://elsewhere.example.org' })).toBe(FORBIDDEN);
  });

  // Signing out comes last: it ends the session.
  const routes = Object.entries(MATRIX).sort(([a], [b]) => Number(a.startsWith('DELETE')) - Number(b.startsWith('DELETE')));

  it.each(routes)('answers %s to %s only', async (route, allowed) => {
    const anonymous = await call(route, {});
    expect(anonymous === UNAUTHENTICATED).toBe(allowed !== 'anyone');
    const bearer = await call(route, { Authorization: `Bearer ${keys.accessKey}` });
    expect([UNAUTHENTICATED, FORBIDDEN]).not.toContain(bearer);
    for (const role of ROLES) {
      const status = await call(route, withSession(role));
      expect(status === UNAUTHENTICATED).toBe(false);
      expect({ role, isForbidden: status === FORBIDDEN }).toEqual({ role, isForbidden: allowed !== 'anyone' && !allowed.includes(role) });
    }
  });

  it('has ended the sessions that were signed out of', async () => {
    for (const role of ROLES) expect(await call('GET /api/session', withSession(role))).toBe(UNAUTHENTICATED);
  });
});
