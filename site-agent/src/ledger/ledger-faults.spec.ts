import { describe, expect, it } from '@jest/globals';
import { aRelease, dir, openOn, request, ROUND_RHO_UNITS } from './a-ledger.fixture.js';
import type { Debit } from './debit.js';
import type { Ledger } from './ledger.js';
import { LedgerUnavailableError } from './ledger-error.js';
import { SimDisk } from './sim-disk.fixture.js';

const used = (disk: SimDisk) => [...disk.files.values()].reduce((sum, { length }) => sum + length, 0);
const logOf = (disk: SimDisk) => Buffer.from(disk.files.get(`${dir}/ledger.log`) ?? []).toString('hex');

/** Bytes that the first debit adds to the log. */
function recordLength(): number {
  const disk = new SimDisk();
  const ledger = openOn(disk);
  const before = used(disk);
  paid(ledger, 1);
  return used(disk) - before;
}

function troubleOf(action: () => unknown): LedgerUnavailableError {
  try {
    action();
  } catch (error) {
    if (error instanceof LedgerUnavailableError) return error;
    throw error;
  }
  throw new Error('expected the ledger to be unavailable');
}

function paid(ledger: Ledger, round: number): Debit {
  const debit = ledger.debit(request(round));
  if (debit.kind === 'refused') throw new Error('expected a debit');
  return debit;
}

describe('a full disk', () => {
  it.each([
    ['none of', 0],
    ['half of', 0.5],
    ['its record, but not its anchor, of', 1],
  ])('leaves no trace of a debit when there is room for %s what it needs, and the ledger goes on when there is more', (_what, share) => {
    const disk = new SimDisk();
    const ledger = openOn(disk);
    const log = logOf(disk);
    disk.faults = { capacity: used(disk) + Math.floor(share * recordLength()) };
    const trouble = troubleOf(() => ledger.debit(request(1)));
    expect(trouble.reason).toBe('full');
    expect(trouble.message).toBe('The disk of the ledger in /site/ledger is full and nothing was recorded: make room, then try again.');
    expect(logOf(disk)).toBe(log);
    expect(ledger.budget.spentRhoUnits).toBe(0);
    disk.faults = {};
    expect(paid(ledger, 1).rhoUnits).toBe(ROUND_RHO_UNITS);
    ledger.close();
    expect(openOn(disk).budget.spentRhoUnits).toBe(ROUND_RHO_UNITS);
  });

  it('leaves a debit open when there is no room for the payload or its seal', () => {
    for (const room of [10, 100, 300]) {
      const disk = new SimDisk();
      const ledger = openOn(disk);
      const debit = paid(ledger, 1);
      disk.faults = { capacity: used(disk) + room };
      expect(troubleOf(() => ledger.seal(debit, aRelease())).reason).toBe('full');
      expect(ledger.sealed('s', 1)).toBeNull();
      disk.faults = {};
      const sealed = ledger.seal(debit, aRelease());
      ledger.close();
      expect(openOn(disk).sealed('s', 1)).toEqual(sealed);
    }
  });

  it('lets no ledger begin, and leaves nothing half begun', () => {
    for (const capacity of [50, 200, 900]) {
      const disk = new SimDisk({ capacity });
      expect(troubleOf(() => openOn(disk)).reason).toBe('full');
      disk.faults = {};
      expect(openOn(disk).head.seq).toBe(1);
    }
  });

  it('stops the ledger if it is not certain that the part of a record that was written is cut away', () => {
    const disk = new SimDisk();
    const ledger = openOn(disk);
    disk.faults = { capacity: used(disk) + 100, failSync: (path) => path === `${dir}/ledger.log` };
    expect(troubleOf(() => ledger.debit(request(1))).reason).toBe('failed');
    disk.faults = {};
    expect(troubleOf(() => ledger.debit(request(1))).reason).toBe('failed');
  });
});

describe('a sync that fails', () => {
  it.each([
    ['the log', `${dir}/ledger.log`],
    ['the anchor', `${dir}/anchor.json.tmp`],
    ['the folder', dir],
  ])('on %s stops the ledger for good, though the next sync would succeed', (_what, path) => {
    const disk = new SimDisk();
    const ledger = openOn(disk);
    disk.faults = { failSync: (synced) => synced === path };
    const trouble = troubleOf(() => ledger.debit(request(1)));
    expect(trouble.message).toBe('The ledger in /site/ledger cannot be written (EIO) and accepts nothing more: check the disk, then start the agent again.');
    for (const call of [() => ledger.debit(request(1)), () => ledger.debit(request(2)), () => ledger.sealed('s', 1)]) expect(troubleOf(call).reason).toBe('failed');
    ledger.close();
    expect(openOn(disk).budget.spentRhoUnits).toBe(ROUND_RHO_UNITS);
  });

  it('on a payload stops the ledger before anything is sealed', () => {
    const disk = new SimDisk();
    const ledger = openOn(disk);
    const debit = paid(ledger, 1);
    disk.faults = { failSync: (path) => path.startsWith(`${dir}/out`) };
    expect(troubleOf(() => ledger.seal(debit, aRelease())).reason).toBe('failed');
    ledger.close();
    expect(openOn(disk).sealed('s', 1)).toBeNull();
  });
});

describe('a disk that becomes read-only', () => {
  const readOnly = (): never => {
    throw Object.assign(new Error('EROFS: simulated'), { code: 'EROFS', errno: -30 });
  };

  it('is named, pays for nothing, and does not keep the ledger from being closed and opened again', () => {
    const disk = new SimDisk();
    const ledger = openOn(disk);
    disk.beforeChange = readOnly;
    const trouble = troubleOf(() => ledger.debit(request(1)));
    expect(trouble.message).toBe('The disk of the ledger in /site/ledger is mounted read-only, so nothing more is recorded: mount it for writing, then start the agent again.');
    ledger.close();
    disk.beforeChange = () => undefined;
    const next = openOn(disk);
    expect(next.budget.spentRhoUnits).toBe(0);
    expect(paid(next, 1).rhoUnits).toBe(ROUND_RHO_UNITS);
  });
});

describe('another writer', () => {
  it('that took over the lock stops the earlier one before it reads records again under a debit that it has already, or sends what it has sealed', () => {
    const disk = new SimDisk();
    const [earlier, sender] = [openOn(disk), openOn(disk)];
    paid(sender, 1);
    openOn(disk);
    expect(troubleOf(() => sender.debit(request(1))).message).toContain('Another process took over');
    expect(troubleOf(() => earlier.sealed('s', 1)).message).toContain('Another process took over');
  });

  it('that took over the lock stops the earlier one before it writes, also its payload', () => {
    const disk = new SimDisk();
    const earlier = openOn(disk);
    const debit = paid(earlier, 1);
    const later = openOn(disk);
    const sealed = later.seal(paid(later, 1), aRelease());
    expect(troubleOf(() => earlier.seal(debit, aRelease())).message).toContain('Another process took over');
    expect(later.sealed('s', 1)).toEqual(sealed);
  });

  it('that wrote to the log without a lock stops the ledger', () => {
    const disk = new SimDisk();
    const ledger = openOn(disk);
    disk.open(`${dir}/ledger.log`).write(Uint8Array.of(0), logOf(disk).length / 2);
    expect(troubleOf(() => ledger.debit(request(1))).reason).toBe('failed');
  });
});
