import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from '@jest/globals';
import { aProcess } from './a-ledger.fixture.js';
import { acquireLock } from './ledger-lock.js';
import { nodeProcesses, type ProcessMark } from './process-table.js';
import { SimDisk } from './sim-disk.fixture.js';

const where = { path: '/site/ledger/LOCK', dir: '/site/ledger' };
const IN_USE = /^The ledger in \/site\/ledger is in use by process \d+: only one agent can work with it, so stop that one first\.$/;

describe('the lock of a ledger', () => {
  it('is refused, in one sentence, while its process runs', () => {
    const disk = new SimDisk();
    const holder = aProcess();
    acquireLock(disk, holder, where);
    expect(() => acquireLock(disk, aProcess([holder.self()]), where)).toThrow(IN_USE);
  });

  it('is refused to the process that has it', () => {
    const disk = new SimDisk();
    const holder = aProcess();
    acquireLock(disk, holder, where);
    expect(() => acquireLock(disk, holder, where)).toThrow(IN_USE);
  });

  it('is taken over when its process is gone, and the earlier holder can tell', () => {
    const disk = new SimDisk();
    const earlier = acquireLock(disk, aProcess(), where);
    const later = acquireLock(disk, aProcess(), where);
    expect([earlier.isHeld(), later.isHeld()]).toEqual([false, true]);
    earlier.release();
    expect(later.isHeld()).toBe(true);
    later.release();
    expect(disk.files.size).toBe(0);
  });

  it.each([
    ['nothing', ''],
    ['zeros', '\0\0\0'],
    ['half of a mark', '{"boot":"b"'],
  ])('is taken over when a machine that stopped has left %s in it', (_what, text) => {
    const disk = new SimDisk({}, new Map([[where.path, new TextEncoder().encode(text)]]));
    expect(acquireLock(disk, aProcess(), where).isHeld()).toBe(true);
  });
});

describe('the processes of this machine', () => {
  let child: ChildProcess | null = null;
  afterEach(() => void child?.kill('SIGKILL'));

  it('include this one, and not one that had its number before', () => {
    const self = nodeProcesses.self();
    expect(nodeProcesses.isRunning(self)).toBe(true);
    expect(nodeProcesses.isRunning({ ...self, startedAt: `${self.startedAt}0` })).toBe(false);
    expect(nodeProcesses.isRunning({ ...self, boot: 'an earlier boot' })).toBe(false);
    expect(nodeProcesses.isRunning({ ...self, namespace: 'another container' })).toBe(false);
  });

  it('keep another process\'s lock until it is killed', async () => {
    child = spawn(process.execPath, ['-e', 'process.stdin.resume(); console.log(require("fs").readFileSync("/proc/self/stat", "utf8"))'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const [stat] = (await once(child.stdout ?? child, 'data')) as [Buffer];
    const startedAt = stat.toString().split(') ')[1].split(' ')[19];
    const mark: ProcessMark = { ...nodeProcesses.self(), pid: child.pid ?? 0, startedAt };
    const disk = new SimDisk();
    acquireLock(disk, { self: () => mark, isRunning: () => false }, where);
    expect(() => acquireLock(disk, nodeProcesses, where)).toThrow(IN_USE);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(acquireLock(disk, nodeProcesses, where).isHeld()).toBe(true);
  });
});
