import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CoordinatorConfig } from './config.js';
import { startCoordinator } from './main.js';

describe('a coordinator that starts', () => {
  let directory = '';
  const aConfig = (changes: Partial<CoordinatorConfig>): CoordinatorConfig => ({
    directory,
    consortium: 'Heart consortium',
    host: '127.0.0.1',
    listen: '127.0.0.1',
    enrolmentPort: 0,
    federationPort: 0,
    httpListen: '127.0.0.1',
    httpPort: 0,
    otherCoordinators: [],
    replica: 'a',
    leaseMs: 10_000,
    mongoUrl: null,
    ...changes,
  });

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'commonward-start-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('gives sites its public address and binds the one it was told to', async () => {
    const coordinator = await startCoordinator(aConfig({ host: 'coordinator.example.org', listen: '127.0.0.1' }));
    try {
      for (const address of [coordinator.enrolment, coordinator.federation]) {
        const [host, port] = address.split(':');
        expect(host).toBe('coordinator.example.org');
        const socket = connect(Number(port), '127.0.0.1');
        await once(socket, 'connect');
        socket.destroy();
      }
    } finally {
      await coordinator.close();
    }
  });

  it('prints a loopback address for the dashboard also where it is bound to every address', async () => {
    const coordinator = await startCoordinator(aConfig({ httpListen: '0.0.0.0' }));
    try {
      expect(coordinator.http).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      expect((await fetch(`${coordinator.http}/api/health`)).status).toBe(200);
    } finally {
      await coordinator.close();
    }
  });

  it('says in one sentence that an address is not of this machine', async () => {
    // 192.0.2.0/24 is nobody's (RFC 5737).
    await expect(startCoordinator(aConfig({ httpListen: '192.0.2.1' }))).rejects.toThrow('Cannot listen on 192.0.2.1: this machine has no such address. Give one of its own with --http-listen.');
    await expect(startCoordinator(aConfig({ listen: '192.0.2.1' }))).rejects.toThrow('Cannot listen on 192.0.2.1:0');
  });

  it('refuses an address of MongoDB that is none', async () => {
    await expect(startCoordinator(aConfig({ mongoUrl: 'http://127.0.0.1:27017' }))).rejects.toMatchObject({ name: 'DatabaseRefused' });
  });
});
