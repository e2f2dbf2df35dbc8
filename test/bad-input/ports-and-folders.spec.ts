import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Coordinator, coordinatorArguments } from '../consortium/coordinator.js';
import { Machine } from '../consortium/machine.js';
import { expectOneSentence } from './one-sentence.js';

jest.setTimeout(60_000);

const machine = new Machine();
const directory = join(machine.folder, 'coordinator');
let other: Server;
let taken: number;

beforeAll(async () => {
  other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  taken = (other.address() as AddressInfo).port;
});
afterAll(async () => {
  other.close();
  await machine.end();
});

describe('a port in use', () => {
  it.each(['enrolment', 'federation', 'http'])('for the %s door', async (door) => {
    const ports = { enrolment: 0, federation: 0, http: 0, [door]: taken };
    const finished = await machine.start('commonward', coordinatorArguments(directory, ports)).ended;
    expectOneSentence(finished, new RegExp(`Cannot listen on 127\\.0\\.0\\.1:${taken}: the port is in use.*\\. Choose another.*, .*stop what uses it`));
  });

  it('leaves a folder with which the coordinator starts once the port is free', async () => {
    const coordinator = await Coordinator.start(machine, { directory });
    expect(await coordinator.sites()).toEqual([]);
  });
});

describe('a coordinator’s folder', () => {
  it('that is a file', async () => {
    const path = join(machine.folder, 'file');
    writeFileSync(path, '');
    const finished = await machine.start('commonward', coordinatorArguments(path, { enrolment: 0, federation: 0, http: 0 })).ended;
    expectOneSentence(finished, /\/file is not a folder; give another --directory\./);
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
