import { describe, expect, it } from '@jest/globals';
import { IntegrityError } from '@commonward/envelope';
import fc from 'fast-check';
import { dir, openOn, Outside, playRounds, request, ROUND_RHO_UNITS, somePolicy } from './a-ledger.fixture.js';
import { SimDisk } from './sim-disk.fixture.js';

const LOG = `${dir}/ledger.log`;
const ANCHOR = `${dir}/anchor.json`;

/** The files of a ledger after five whole rounds and a sixth debit: records 0 to 22. */
const files = (() => {
  const disk = new SimDisk();
  const ledger = openOn(disk);
  playRounds(ledger, [1, 2, 3, 4, 5], new Outside());
  ledger.debit(request(6));
  ledger.close();
  return disk.files;
})();
const spentBefore = 6 * ROUND_RHO_UNITS;
const log = Buffer.from(files.get(LOG) ?? []);

const diskWith = (changed: ReadonlyMap<string, Uint8Array | null>) =>
  new SimDisk({}, new Map([...new Map([...files, ...changed])].flatMap(([path, content]) => (content === null ? [] : [[path, content] as const]))));

/** What a damaged ledger says it has spent; null if it refuses to open. */
function spentAfter(changed: ReadonlyMap<string, Uint8Array | null>): number | null {
  try {
    return openOn(diskWith(changed)).budget.spentRhoUnits;
  } catch (error) {
    if (error instanceof IntegrityError) return null;
    throw error;
  }
}

const lastRecordAt = (() => {
  let last = 0;
  for (let at = 0; at < log.length; at += 8 + log.readUInt32LE(at)) last = at;
  return last;
})();

function flipped(at: number, bit: number): Buffer {
  const bytes = Buffer.from(log);
  bytes[at] ^= 1 << bit;
  return bytes;
}

describe('a ledger whose log was damaged', () => {
  it('is never accepted with less spent than before, after any of 2,000 flipped bits and cuts', () => {
    let refused = 0;
    let forfeited = 0;
    const damage = fc.oneof(
      { weight: 19, arbitrary: fc.noBias(fc.tuple(fc.nat(log.length - 1), fc.nat(7))).map(([at, bit]) => flipped(at, bit)) },
      { weight: 1, arbitrary: fc.noBias(fc.nat(log.length - 1)).map((length) => log.subarray(0, length)) },
    );
    fc.assert(
      fc.property(damage, (bytes) => {
        const spent = spentAfter(new Map([[LOG, bytes]]));
        if (spent === null) refused += 1;
        else forfeited += 1;
        if (spent !== null) expect(spent).toBeGreaterThanOrEqual(spentBefore);
      }),
      { numRuns: 2000 },
    );
    expect(refused).toBeGreaterThan(1000);
    expect(forfeited).toBeGreaterThan(50);
  });

  it('forfeits the most that its last record can have been worth, once', () => {
    const disk = diskWith(new Map([[LOG, log.subarray(0, lastRecordAt + 30)]]));
    const ledger = openOn(disk);
    expect(ledger.budget.spentRhoUnits).toBe(5 * ROUND_RHO_UNITS + somePolicy.maxRhoUnitsPerRound);
    ledger.close();
    expect(openOn(disk).budget.spentRhoUnits).toBe(5 * ROUND_RHO_UNITS + somePolicy.maxRhoUnitsPerRound);
  });

  it('draws no second noise for a debit that was open when a record was lost, and still resends what was sealed', () => {
    const sealed = openOn(new SimDisk({}, files)).sealed('s', 1);
    const torn = new SimDisk({}, files);
    openOn(torn, { policy: { ...somePolicy, epsilonCap: 2 } }).close();
    const bytes = Buffer.from(torn.files.get(LOG) ?? []);
    const ledger = openOn(new SimDisk({}, new Map([...torn.files, [LOG, bytes.subarray(0, -1)]])));
    expect(ledger.debit(request(6))).toEqual({ kind: 'refused', reason: 'budget' });
    expect(ledger.sealed('s', 1)).toEqual(sealed);
  });

  it('is refused when whole records are missing from its end, though the rest is sound', () => {
    expect(() => openOn(diskWith(new Map([[LOG, log.subarray(0, lastRecordAt)]])))).toThrow('ends at record 21 but has been at record 22: records are missing');
  });

  it('is refused when it was put back as it once was, without its anchor', () => {
    const earlier = new SimDisk();
    const ledger = openOn(earlier);
    playRounds(ledger, [1], new Outside());
    ledger.close();
    expect(() => openOn(diskWith(new Map([[LOG, earlier.files.get(LOG) ?? null]])))).toThrow(IntegrityError);
  });

  it('is refused when another history has taken its place', () => {
    const other = new SimDisk();
    const ledger = openOn(other, { clock: () => new Date('2027-01-01T00:00:00Z') });
    playRounds(ledger, [1, 2, 3, 4, 5, 6], new Outside());
    ledger.close();
    expect(() => openOn(diskWith(new Map([[LOG, other.files.get(LOG) ?? null]])))).toThrow('holds another record 22 than it once did');
  });

  it('is refused when it is gone', () => {
    expect(() => openOn(diskWith(new Map([[LOG, null]])))).toThrow('has lost its log, which was at record 22');
  });
});

describe('a ledger whose anchor was damaged', () => {
  it('is refused', () => {
    expect(() => openOn(diskWith(new Map([[ANCHOR, null]])))).toThrow('has lost its anchor file');
    expect(() => openOn(diskWith(new Map([[ANCHOR, Buffer.from('{"seq":1}')]])))).toThrow('is damaged');
  });

  it('is never accepted with less spent than before, whatever bit of it flips', () => {
    const anchor = Buffer.from(files.get(ANCHOR) ?? []);
    fc.assert(
      fc.property(fc.nat(anchor.length - 1), fc.nat(7), (at, bit) => {
        const bytes = Buffer.from(anchor);
        bytes[at] ^= 1 << bit;
        expect(spentAfter(new Map([[ANCHOR, bytes]])) ?? spentBefore).toBe(spentBefore);
      }),
      { numRuns: 50 },
    );
  });
});
