import { describe, expect, it } from '@jest/globals';
import { dir, openOn, Outside, playRounds } from './a-ledger.fixture.js';
import type { Ledger } from './ledger.js';
import { SimDisk, type Faults } from './sim-disk.fixture.js';

const isLock = (path: string) => path.endsWith('LOCK');

/** Starts an agent, which lives until `work` is done or the machine stops. */
function start(disk: SimDisk, outside: Outside, work: (ledger: Ledger) => void): void {
  try {
    const ledger = openOn(disk);
    if (ledger.budget.spentRhoUnits < outside.spentRhoUnits) throw new Error(`spent fell from ${outside.spentRhoUnits} to ${ledger.budget.spentRhoUnits}`);
    work(ledger);
    ledger.close();
  } catch (error) {
    if (!disk.stopped) throw error;
  }
}

type Life = (disk: SimDisk, outside: Outside) => void;
const lifeOf = (...rounds: readonly number[]): Life => (disk, outside) => start(disk, outside, (ledger) => playRounds(ledger, rounds, outside));
const open: Life = lifeOf();

interface FoundDisk {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly outside: Outside;
}

/** Every disk that can be found after the machine stopped before any change that `life` makes, and what had been seen by then. */
function* foundAfterStops(before: FoundDisk, faults: Faults, life: Life): Generator<FoundDisk> {
  for (let stopBefore = 1; ; stopBefore += 1) {
    const disk = new SimDisk({ ...faults, stopBefore }, before.files);
    const outside = new Outside(before.outside);
    life(disk, outside);
    for (const { files } of disk.afterStop(isLock)) yield { files, outside };
    if (!disk.stopped) return;
  }
}

const emptyDisk: FoundDisk = { files: new Map(), outside: new Outside() };

/** What goes wrong when life goes on from there. */
const violationOf = (life: Life) => ({ files, outside }: FoundDisk): string | null => {
  try {
    life(new SimDisk({}, files), new Outside(outside));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

function firstViolation(disks: Iterable<FoundDisk>, life: Life): string | null {
  for (const disk of disks) {
    const violation = violationOf(life)(disk);
    if (violation !== null) return violation;
  }
  return null;
}

const endsTorn = ({ files }: FoundDisk): boolean => {
  const log = files.get(`${dir}/ledger.log`);
  return log !== undefined && log.at(-1) !== '}'.charCodeAt(0);
};

describe('a ledger whose machine stops', () => {
  const twoRounds = lifeOf(1, 2);
  const found = [...foundAfterStops(emptyDisk, {}, twoRounds)];

  it('neither refunds a debit nor sends two payloads for one, wherever it stops and whatever the disk kept', () => {
    expect(found.map(violationOf(twoRounds)).filter((violation) => violation !== null)).toEqual([]);
    expect(found.length).toBeGreaterThan(100);
    expect(found.filter(endsTorn).length).toBeGreaterThan(10);
  });

  it('keeps what was spent when it stops again, anywhere, while a torn record is forfeited', () => {
    const torn = found.filter(endsTorn).slice(-2);
    const again = torn.flatMap((disk) => [...foundAfterStops(disk, {}, open)]);
    expect(again.map(violationOf(open)).filter((violation) => violation !== null)).toEqual([]);
    expect(again.length).toBeGreaterThan(40);
  });
});

describe('stopping everywhere', () => {
  it.each([
    ['the log', (path: string) => path === `${dir}/ledger.log`],
    ['the anchor', (path: string) => path === `${dir}/anchor.json.tmp`],
    ['the first log', (path: string) => path === `${dir}/ledger.log.tmp`],
    ['the folder', (path: string) => path === dir],
    ['a payload', (path: string) => path.startsWith(`${dir}/out/`)],
    ['the folder of payloads', (path: string) => path === `${dir}/out`],
  ])('would notice if %s were not synced', (_what, skipSync) => {
    expect(firstViolation(foundAfterStops(emptyDisk, { skipSync }, lifeOf(1)), lifeOf(1))).not.toBeNull();
  });
});
