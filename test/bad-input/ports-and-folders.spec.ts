import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Coordinator, coordinatorArguments, type Ports } from '../consortium/coordinator.js';
import { Machine } from '../consortium/machine.js';
import type { Finished } from '../consortium/running.js';
import { expectOneSentence } from './one-sentence.js';

jest.setTimeout(180_000);

const machine = new Machine();
const directoryFor = (door: string) => join(machine.folder, door);
const startAt = (directory: string, ports: Partial<Ports>): Promise<Finished> =>
  machine.start('commonward', coordinatorArguments(directory, { enrolment: 0, federation: 0, http: 0, ...ports })).ended;
const DOORS = ['enrolment', 'federation', 'http'] as const;
let other: Server;
let taken: number;
let started: readonly Promise<Finished>[];

beforeAll(async () => {
  other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  taken = (other.address() as AddressInfo).port;
  started = DOORS.map((door) => startAt(directoryFor(door), { [door]: taken }));
});
afterAll(async () => {
  other.close();
  await machine.end();
});

describe('a port in use', () => {
  it.each(DOORS.map((door, i) => [door, i] as const))('for the %s door', async (_door, i) => {
    expectOneSentence(await started[i], new RegExp(`Cannot listen on 127\\.0\\.0\\.1:${taken}: the port is in use.*\\. Choose another.*, .*stop what uses it`));
  });

  it('leaves a folder with which the coordinator starts once the port is free', async () => {
    const coordinator = await Coordinator.start(machine, { directory: directoryFor('http') });
    expect(await coordinator.sites()).toEqual([]);
  });
});

describe('a coordinator’s folder', () => {
  it('that is a file', async () => {
    const path = join(machine.folder, 'file');
    writeFileSync(path, '');
    expectOneSentence(await startAt(path, {}), /\/file is not a folder; give another --directory\./);
  });

  it('that holds no access key, for an admin’s command', async () => {
    const finished = await machine.run('commonward', 'sites', 'list', '--directory', machine.folder);
    expectOneSentence(finished, /Cannot read the access key in .*consortium\.json: give the coordinator's own --directory, as the user that runs it\./);
  });
});

describe('verify', () => {
  it('of a folder that is not there', async () => {
    expectOneSentence(await machine.run('commonward', 'verify', join(machine.folder, 'nowhere')), /Cannot read .*\/nowhere \(ENOENT\): give the folder of an export, the one that holds SHA256SUMS\./);
  });

  it('of a folder that is not an export', async () => {
    const folder = join(machine.folder, 'holiday');
    mkdirSync(folder);
    writeFileSync(join(folder, 'photo.jpg'), 'sun');
    expectOneSentence(await machine.run('commonward', 'verify', folder), /\/holiday holds no SHA256SUMS: give the folder of an export\./);
    expect(existsSync(join(folder, 'SHA256SUMS'))).toBe(false);
  });
});
