import { describe, expect, it } from '@jest/globals';
import { dir, openOn, Outside, playRounds, request } from './a-ledger.fixture.js';
import { SimDisk, type Faults } from './sim-disk.fixture.js';

const LOCK = `${dir}/LOCK`;

/** What the next start finds, and what the world had seen when the machine stopped. */
interface Found {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly outside: Outside;
}

/** Counted when this was written; fewer would mean that some are no longer looked at. */
const STATES_OF_THREE_ROUNDS = 145;
const STATES_AFTER_A_SECOND_STOP = 393;

const emptyDisk: Found = { files: new Map(), outside: new Outside() };

/** From the start of an agent until it ends in good order. */
type Life = (disk: SimDisk, outside: Outside) => void;

const lifeOf =
  (...rounds: readonly number[]): Life =>
  (disk, outside) => {
    const ledger = openOn(disk);
    if (ledger.budget.spentRhoUnits < outside.spentRhoUnits) throw new Error(`spent fell from ${outside.spentRhoUnits} to ${ledger.budget.spentRhoUnits}`);
    playRounds(ledger, rounds, outside);
    ledger.close();
  };

/** Every different thing that can be found if the machine stops once during `life`, before any change to the disk or at the end. */
function foundAfterStops(life: Life, before: Found, faults: Faults): readonly Found[] {
  return statesAfterStops(life, before, new SimDisk(faults, before.files));
}

function statesAfterStops(life: Life, before: Found, disk: SimDisk): readonly Found[] {
  const outside = new Outside(before.outside);
  const found = new Map<string, Found>();
  disk.beforeChange = () => {
    for (const files of disk.afterStop((path) => path === LOCK)) {
      const seen = { files, outside: new Outside(outside) };
      found.set(fingerprint(seen), seen);
    }
  };
  life(disk, outside);
  disk.beforeChange();
  return [...found.values()];
}

function fingerprint({ files, outside }: Found): string {
  const contents = [...files].filter(([path]) => path !== LOCK).map(([path, content]) => [path, Buffer.from(content).toString('base64')]);
  return JSON.stringify([contents.sort(), outside.spentRhoUnits, outside.draws, [...outside.sent]]);
}

/** What goes wrong when life goes on from there. */
function violationOf(life: Life, { files, outside }: Found): string | null {
  try {
    life(new SimDisk({}, files), new Outside(outside));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const endsTorn = ({ files }: Found): boolean => {
  const log = files.get(`${dir}/ledger.log`);
  return log !== undefined && log.at(-1) !== '}'.charCodeAt(0);
};

describe('a ledger whose machine stops', () => {
  const twoRounds = lifeOf(1, 2);
  const found = foundAfterStops(twoRounds, emptyDisk, {});

  it('neither refunds a debit nor sends two payloads for one, wherever it stops and whatever the disk kept', () => {
    expect(found.map((state) => violationOf(twoRounds, state)).filter((violation) => violation !== null)).toEqual([]);
    expect(found.length).toBeGreaterThan(80);
    expect(found.filter(endsTorn).length).toBeGreaterThan(10);
  });

  it('is left in every state that its unsynced changes allow: each lost, whole, half there or zeros, in any combination', () => {
    const disk = new SimDisk();
    const states = statesAfterStops(lifeOf(1, 2, 3), emptyDisk, disk);
    expect(disk.leftOut).toBe(false);
    expect(states.map((state) => violationOf(lifeOf(1, 2, 3), state)).filter((violation) => violation !== null)).toEqual([]);
    expect(states.length).toBeGreaterThanOrEqual(STATES_OF_THREE_ROUNDS);
  });

  (process.env['COMMONWARD_LONG'] === '1' ? it : it.skip)('neither refunds nor sends two payloads when it stops a second time, anywhere, in the recovery from any of these states', () => {
    const start = lifeOf();
    const again = new Map<string, Found>();
    for (const state of found) for (const next of foundAfterStops(start, state, {})) again.set(fingerprint(next), next);
    expect([...again.values()].map((state) => violationOf(twoRounds, state)).filter((violation) => violation !== null)).toEqual([]);
    expect(again.size).toBeGreaterThanOrEqual(STATES_AFTER_A_SECOND_STOP);
  });

  it('keeps what was spent when it stops again, anywhere, while a torn record is forfeited', () => {
    const start = lifeOf();
    const again = found.filter(endsTorn).slice(-2).flatMap((state) => foundAfterStops(start, state, {}));
    expect(again.map((state) => violationOf(start, state)).filter((violation) => violation !== null)).toEqual([]);
    expect(again.length).toBeGreaterThan(20);
  });

  it('keeps it also when the torn record had been acted upon before it decayed', () => {
    const disk = new SimDisk();
    const outside = new Outside();
    lifeOf(1)(disk, outside);
    const log = disk.open(`${dir}/ledger.log`);
    log.write(Uint8Array.of(0), log.size() - 1);
    const again = foundAfterStops(lifeOf(), { files: disk.files, outside }, {});
    expect(again.map((state) => violationOf(lifeOf(1), state)).filter((violation) => violation !== null)).toEqual([]);
    expect(again.length).toBeGreaterThan(10);
  });
});

describe('a ledger whose process is killed before a record is synced', () => {
  it('does not act upon the record before it is: the machine may stop next', () => {
    const disk = new SimDisk();
    lifeOf(1)(disk, new Outside());
    disk.faults = { skipSync: (path) => path === `${dir}/ledger.log` };
    openOn(disk).debit(request(2));
    disk.faults = {};
    openOn(disk).close();
    expect(openOn(new SimDisk({}, disk.stopped(() => 'lost'))).phase({ study: 's', round: 2 })).toBe('debited');
  });
});

describe('a ledger whose process is killed', () => {
  it('is there when the machine stops in the next process, wherever either stops: also a name may be in memory alone', () => {
    const violations: (string | null)[] = [];
    let step = 0;
    for (let disk = killedAt(step, lifeOf(1)); disk !== null; disk = killedAt((step += 1), lifeOf(1))) {
      violations.push(...statesAfterStops(lifeOf(), emptyDisk, disk).map((state) => violationOf(lifeOf(1), state)));
    }
    expect(violations.filter((violation) => violation !== null)).toEqual([]);
    expect(step).toBeGreaterThan(40);
  });
});

/** What a life that ends before its change number `step` leaves to the next process; null if it has fewer. */
function killedAt(step: number, life: Life): SimDisk | null {
  const disk = new SimDisk();
  let left = step;
  disk.beforeChange = () => {
    left -= 1;
    if (left < 0) throw new Error('killed');
  };
  try {
    life(disk, new Outside());
    return null;
  } catch {
    return disk;
  }
}

describe('stopping everywhere', () => {
  it.each([
    ['the log', (path: string) => path === `${dir}/ledger.log`],
    ['the anchor', (path: string) => path === `${dir}/anchor.json.tmp`],
    ['the first log', (path: string) => path === `${dir}/ledger.log.tmp`],
    ['the folder', (path: string) => path === dir],
    ['a payload', (path: string) => path.startsWith(`${dir}/out/`)],
    ['the folder of payloads', (path: string) => path === `${dir}/out`],
  ])('would notice if %s were not synced', (_what, skipSync) => {
    const oneRound = lifeOf(1);
    const latestFirst = foundAfterStops(oneRound, emptyDisk, { skipSync }).toReversed();
    expect(latestFirst.some((state) => violationOf(oneRound, state) !== null)).toBe(true);
  });
});
