import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { IntegrityError } from '@commonward/envelope';
import fc from 'fast-check';
import { dir, openOn, Outside, playRounds, request, ROUND_RHO_UNITS, somePolicy } from '../ledger/a-ledger.fixture.js';
import { SimDisk } from '../ledger/sim-disk.fixture.js';
import { sealedDisk } from './sealed-disk.js';

const LOG = `${dir}/ledger.log`;
const LOCK = `${dir}/LOCK`;

let drawn = 0;
/** A nonce that never comes twice in this file. */
const nonce = () => {
  drawn += 1;
  return new Uint8Array(createHash('sha256').update(`nonce ${drawn}`).digest().subarray(0, 12));
};
const key = new Uint8Array(32).fill(5);
const sealed = (disk: SimDisk, its = key) => sealedDisk(disk, { key: its, nonce });

/** The files of an encrypted ledger after two whole rounds and a third debit. */
const played = (() => {
  const disk = new SimDisk();
  const ledger = openOn(sealed(disk));
  playRounds(ledger, [1, 2], new Outside());
  ledger.debit(request(3));
  ledger.close();
  return disk.files;
})();
const log = Buffer.from(played.get(LOG) ?? []);
const spentBefore = 3 * ROUND_RHO_UNITS;

/** Where each chunk of a file begins, and where the last one ends. */
function boundariesOf(bytes: Buffer): readonly number[] {
  const boundaries = [0];
  for (let at = 0; at < bytes.length; boundaries.push(at)) at += 36 + bytes.readUInt32LE(at + 4);
  return boundaries;
}
const boundaries = boundariesOf(log);
const chunk = (index: number) => log.subarray(boundaries[index], boundaries[index + 1]);

const withLog = (bytes: Uint8Array) => new SimDisk({}, new Map([...played, [LOG, bytes]]));

/** What the ledger says it has spent with this log; null if it refuses to open. */
function spentAfter(bytes: Uint8Array): number | null {
  try {
    return openOn(sealed(withLog(bytes))).budget.spentRhoUnits;
  } catch (error) {
    if (error instanceof IntegrityError) return null;
    throw error;
  }
}

describe('an encrypted ledger', () => {
  it('is the same ledger after a new start', () => {
    const ledger = openOn(sealed(new SimDisk({}, played)));
    expect(ledger.budget.spentRhoUnits).toBe(spentBefore);
    expect(ledger.releasable({ study: 's', round: 1 })?.sealed.payload).toEqual(ledger.sealed('s', 1)?.payload);
    expect(boundaries).toHaveLength(11);
  });

  it('shows nothing of what is in it, nor of what it released', () => {
    const plain = new SimDisk();
    const ledger = openOn(plain);
    playRounds(ledger, [1], new Outside());
    ledger.close();
    const words = ['cleveland', '"kind"', '"debit"', 'planSha256', 'ts'].map((word) => Buffer.from(word));
    for (const [path, bytes] of played) {
      if (path !== LOCK) expect({ path, found: words.filter((word) => Buffer.from(bytes).includes(word)) }).toEqual({ path, found: [] });
    }
    expect(words.every((word) => [...plain.files.values()].some((bytes) => Buffer.from(bytes).includes(word)))).toBe(true);
  });

  it('opens under no other key', () => {
    const other = new Uint8Array(32).fill(6);
    expect(() => openOn(sealed(new SimDisk({}, played), other))).toThrow(IntegrityError);
    expect(() => openOn(new SimDisk({}, played))).toThrow(IntegrityError);
  });

  it('has the same bytes twice for nothing, though the same is written', () => {
    const disks = [new SimDisk(), new SimDisk()];
    for (const disk of disks) openOn(sealed(disk)).close();
    expect(disks[0].files.get(LOG)).not.toEqual(disks[1].files.get(LOG));
  });
});

describe('an encrypted ledger that was damaged', () => {
  it('forfeits its last record if that is cut off anywhere, and spends no less', () => {
    const start = boundaries[boundaries.length - 2];
    for (const kept of [1, 7, 8, 20, 36, log.length - start - 1]) {
      expect(spentAfter(log.subarray(0, start + kept))).toBe(spentBefore - ROUND_RHO_UNITS + somePolicy.maxRhoUnitsPerRound);
    }
  });

  it.each<[string, () => Uint8Array]>([
    ['two chunks were exchanged', () => Buffer.concat([log.subarray(0, boundaries[3]), chunk(4), chunk(3), log.subarray(boundaries[5])])],
    ['a chunk was left out', () => Buffer.concat([log.subarray(0, boundaries[3]), log.subarray(boundaries[4])])],
    ['a chunk was put in a second time', () => Buffer.concat([log.subarray(0, boundaries[4]), log.subarray(boundaries[3])])],
    ['the last chunk is gone', () => log.subarray(0, boundaries[boundaries.length - 2])],
    ['a page in the middle is zeros', () => Buffer.concat([log.subarray(0, boundaries[2]), Buffer.alloc(boundaries[5] - boundaries[2]), log.subarray(boundaries[5])])],
    ['a payload stands in its place', () => [...played].find(([path]) => path.endsWith('.bin'))?.[1] ?? new Uint8Array()],
    ['it is empty', () => new Uint8Array()],
  ])('is refused if %s', (_what, damaged) => {
    expect(spentAfter(damaged())).toBeNull();
  });

  it('is never accepted with less spent than before, after any of 300 flipped bits', () => {
    fc.assert(
      fc.property(fc.noBias(fc.tuple(fc.nat(log.length - 1), fc.nat(7))), ([at, bit]) => {
        const bytes = Buffer.from(log);
        bytes[at] ^= 1 << bit;
        expect(spentAfter(bytes) ?? spentBefore).toBeGreaterThanOrEqual(spentBefore);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a file on an encrypted disk', () => {
  const PATH = '/somewhere/notes';
  const lines = ['one', 'two', 'three'].map((text) => new TextEncoder().encode(text));
  const bytes = (() => {
    const disk = new SimDisk();
    const file = sealed(disk).create(PATH);
    lines.forEach((line) => file.write(line, file.size()));
    return Buffer.from(disk.files.get(PATH) ?? []);
  })();
  const [, second, third] = boundariesOf(bytes);
  const read = (changed: Uint8Array) => sealed(new SimDisk({}, new Map([[PATH, changed]]))).read(PATH);
  const flipped = (at: number) => Buffer.from(bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)));

  it('is read as it was written', () => {
    expect(Buffer.from(read(bytes) ?? []).toString()).toBe('onetwothree');
  });

  it('is refused if anything but its end is damaged, wherever in a chunk that is', () => {
    for (let at = 0; at < third; at += 1) expect(() => read(flipped(at))).toThrow(`is damaged at byte ${at < second ? 0 : second}, before its end`);
  });

  it('has, after a damaged end, only what is before it, and then bytes that are none of it', () => {
    for (let at = third; at < bytes.length; at += 1) {
      const found = Buffer.from(read(flipped(at)) ?? []);
      expect(found.subarray(0, 6).toString()).toBe('onetwo');
      expect(found.subarray(6)).toEqual(flipped(at).subarray(third));
    }
  });

  it('is written at its end, and cut back to where an addition began, only', () => {
    const file = sealed(new SimDisk()).create(PATH);
    lines.forEach((line) => file.write(line, file.size()));
    expect(() => file.write(lines[0], 2)).toThrow('is added at its end, 11, not at 2');
    expect(() => file.truncate(4)).toThrow('not to 4');
    file.truncate(6);
    expect(file.size()).toBe(6);
  });
});

describe('an encrypted ledger whose machine stops', () => {
  it('neither refunds a debit nor sends two payloads for one, wherever it stops and whatever the disk kept', () => {
    const disk = new SimDisk();
    const outside = new Outside();
    const found = new Map<string, readonly [ReadonlyMap<string, Uint8Array>, Outside]>();
    disk.beforeChange = () => {
      for (const files of disk.afterStop((path) => path === LOCK)) {
        const contents = [...files].filter(([path]) => path !== LOCK).map(([path, bytes]) => `${path} ${Buffer.from(bytes).toString('base64')}`);
        found.set(JSON.stringify([contents.sort(), [...outside.sent], outside.spentRhoUnits]), [files, new Outside(outside)]);
      }
    };
    const live = (on: SimDisk, world: Outside): void => {
      const ledger = openOn(sealed(on));
      if (ledger.budget.spentRhoUnits < world.spentRhoUnits) throw new Error(`spent fell from ${world.spentRhoUnits} to ${ledger.budget.spentRhoUnits}`);
      playRounds(ledger, [1], world);
      ledger.close();
    };
    live(disk, outside);
    for (const [files, world] of found.values()) live(new SimDisk({}, files), world);
    expect(found.size).toBeGreaterThan(40);
  });
});

describe('a full disk', () => {
  it('leaves no trace of a debit in an encrypted ledger, also when only its anchor had no room', () => {
    const used = (disk: SimDisk) => [...disk.files.values()].reduce((sum, { length }) => sum + length, 0);
    for (const room of [0, 300, 640]) {
      const disk = new SimDisk();
      const ledger = openOn(sealed(disk));
      const before = disk.files.get(LOG);
      disk.faults = { capacity: used(disk) + room };
      expect(() => ledger.debit(request(1))).toThrow('is full and nothing was recorded');
      expect(disk.files.get(LOG)).toEqual(before);
      disk.faults = {};
      ledger.debit(request(1));
      ledger.close();
      expect(openOn(sealed(disk)).budget.spentRhoUnits).toBe(ROUND_RHO_UNITS);
    }
  });
});
