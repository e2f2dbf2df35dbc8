import { beforeEach, describe, expect, it } from '@jest/globals';
import { headOf, identityFromSeed, readLedger, sha256Hex } from '@commonward/envelope';
import { systemRandom } from '@commonward/privacy';
import { aRelease, dir, identity, openOn, request, ROUND_RHO_UNITS } from '../ledger/a-ledger.fixture.js';
import type { Ledger } from '../ledger/ledger.js';
import { verifyLedger } from '../ledger/ledger-report.js';
import { SimDisk } from '../ledger/sim-disk.fixture.js';
import { AnOperator } from '../operator/an-operator.fixture.js';
import { ACoordinator } from './a-coordinator.fixture.js';
import type { Correspondent } from './hello.js';
import { reconcile, type Reconciliation } from './reconcile.js';
import { Session } from './session.js';

const key = identityFromSeed(new Uint8Array(32).fill(1));
let coordinator: ACoordinator;

const deskOf = (ledger: Ledger): Correspondent => ({ sender: { site: 'cleveland', consortium: 'Heart', identity }, coordinatorKey: key.publicKey, ledger, random: systemRandom, operator: new AnOperator() });
const readingOf = (disk: SimDisk) => readLedger(disk.files.get(`${dir}/ledger.log`) ?? new Uint8Array(), identity.publicKey);
const copyOf = (disk: SimDisk) => new SimDisk({}, new Map([...disk.files].filter(([path]) => path !== `${dir}/LOCK`)));

function paid(ledger: Ledger, round: number) {
  const debit = ledger.debit(request(round));
  if (debit.kind === 'refused') throw new Error('expected a debit');
  return debit;
}

/** An agent's life from start to end on a disk, up to the release of these rounds. */
async function live(disk: SimDisk, ...rounds: readonly number[]): Promise<void> {
  const ledger = openOn(disk);
  try {
    const session = await Session.begin(deskOf(ledger), coordinator);
    for (const round of rounds) await session.deliver({ kind: 'sealed', sealed: ledger.sealed('s', round) ?? ledger.seal(paid(ledger, round), aRelease()), resent: false });
  } finally {
    ledger.close();
  }
}

/** What an agent pays for and seals while it cannot reach the coordinator. */
function payAlone(disk: SimDisk, { open = [], sealed = [] }: { readonly open?: readonly number[]; readonly sealed?: readonly number[] }): void {
  const ledger = openOn(disk);
  for (const round of sealed) ledger.seal(paid(ledger, round), aRelease());
  for (const round of open) paid(ledger, round);
  ledger.close();
}

async function reconciled(disk: SimDisk, acceptLoss = true): Promise<Reconciliation> {
  const ledger = openOn(disk);
  try {
    return await reconcile({ desk: deskOf(ledger), link: coordinator }, { acceptLoss });
  } finally {
    ledger.close();
  }
}

beforeEach(() => {
  coordinator = new ACoordinator(key, identity);
});

describe('a ledger that agrees with the coordinator', () => {
  it('is left as it is', async () => {
    const disk = new SimDisk();
    await live(disk, 1);
    payAlone(disk, { open: [2] });
    const before = readingOf(disk);
    expect(await reconciled(disk)).toEqual({ kind: 'in step' });
    expect(readingOf(disk)).toEqual(before);
  });
});

describe('a home that was restored from a backup, when its operator accepts the loss', () => {
  let newest: SimDisk;
  let backup: SimDisk;

  /** The backup was made after round 1; afterwards the lost home released round 2, and the backup paid for rounds 3 and 4. */
  beforeEach(async () => {
    newest = new SimDisk();
    await live(newest, 1);
    backup = copyOf(newest);
    await live(newest, 2);
    payAlone(backup, { open: [3], sealed: [4] });
  });

  it('is told first what would be done, and nothing is', async () => {
    const before = backup.files;
    expect(await reconciled(backup, false)).toMatchObject({ kind: 'adopt', reason: 'rollback', witnessed: { seq: coordinator.store.replica?.chain.seq } });
    expect([...backup.files].filter(([path]) => path !== `${dir}/LOCK`)).toEqual([...before].filter(([path]) => path !== `${dir}/LOCK`));
  });

  it('goes on from the witnessed records, and what both histories had spent stays spent', async () => {
    const own = readingOf(backup);
    expect(await reconciled(backup)).toMatchObject({ kind: 'adopt' });
    const { entries, chain } = readingOf(backup);
    expect(entries.slice(0, -1).map(headOf)).toEqual(coordinator.store.replica?.heads);
    expect(entries.at(-1)).toMatchObject({ kind: 'reconcile', rhoUnits: 2 * ROUND_RHO_UNITS, discarded: { seq: own.seq, head: own.head } });
    expect(chain.spentRhoUnits).toBe(4 * ROUND_RHO_UNITS);
  });

  it('keeps the discarded records in a file of their own', async () => {
    const own = backup.files.get(`${dir}/ledger.log`);
    const { head } = readingOf(backup);
    await reconciled(backup);
    expect(backup.files.get(`${dir}/discarded-${head.slice(0, 16)}.log`)).toEqual(own);
  });

  it('is in step again, and takes part in the next round', async () => {
    await reconciled(backup);
    await live(backup, 5);
    expect(coordinator.store.replica?.chain.head).toBe(readingOf(backup).entries.map(headOf).at(-3));
    expect(coordinator.calls.at(-1)).toBe('release');
  });

  it('draws no noise again for what was open there or sealed elsewhere', async () => {
    payAlone(newest, { open: [6] });
    await live(newest);
    await reconciled(backup);
    const ledger = openOn(backup);
    expect(ledger.phase({ study: 's', round: 6 })).toBe('forfeited');
    expect(ledger.debit(request(6))).toEqual({ kind: 'refused', reason: 'budget' });
    expect(ledger.phase({ study: 's', round: 2 })).toBe('receipted');
    expect(ledger.isLost({ study: 's', round: 2 })).toBe(true);
    ledger.close();
  });

  it('verifies, and says how many releases are lost', async () => {
    const options = { disk: backup, dir, publicKey: identity.publicKey };
    expect(verifyLedger(options).lines.join()).toContain('and 2 stored releases are unchanged.');
    await reconciled(backup);
    expect(verifyLedger(options).lines.join()).toContain('and 1 stored release is unchanged, and 1 lost, as the operator has accepted.');
  });

  it('never sends bytes that it drew for a round of which others were witnessed', async () => {
    payAlone(backup, { sealed: [2] });
    await reconciled(backup);
    const ledger = openOn(backup);
    expect(ledger.isLost({ study: 's', round: 2 })).toBe(true);
    ledger.close();
    expect(new Set(coordinator.arrived.map(sha256Hex)).size).toBe(2);
  });

  it('is either the one or the other, whole, wherever the machine stops meanwhile and whatever the disk kept', async () => {
    const states: ReadonlyMap<string, Uint8Array>[] = [];
    const seen = new Set<string>();
    const recording = copyOf(backup);
    const record = () => {
      for (const files of recording.afterStop((path) => path === `${dir}/LOCK`)) {
        const print = [...files].map(([path, bytes]) => `${path} ${sha256Hex(bytes)}`).sort().join('\n');
        if (!seen.has(print)) states.push(files);
        seen.add(print);
      }
    };
    recording.beforeChange = record;
    const spentBefore = readingOf(backup).chain.spentRhoUnits;
    await reconciled(recording);
    record();
    const spent = states.map((files) => {
      const ledger = openOn(new SimDisk({}, new Map([...files].filter(([path]) => path !== `${dir}/LOCK`))));
      const { spentRhoUnits } = ledger.budget;
      ledger.close();
      return spentRhoUnits;
    });
    expect(new Set(spent)).toEqual(new Set([spentBefore, 4 * ROUND_RHO_UNITS]));
    expect(states.length).toBeGreaterThan(20);
  });
});

describe('a ledger that was begun anew', () => {
  it('goes on from the witnessed records, though the two have none in common', async () => {
    await live(new SimDisk(), 1);
    const fresh = new SimDisk();
    openOn(fresh, { clock: () => new Date('2027-01-01T00:00:00Z') }).close();
    payAlone(fresh, { open: [2] });
    await reconciled(fresh);
    expect(readingOf(fresh).chain.spentRhoUnits).toBe(2 * ROUND_RHO_UNITS);
    await live(fresh);
  });
});

describe('records that the coordinator gives back', () => {
  it('are not adopted if they are not this site’s own, or not those that it had stated', async () => {
    const newest = new SimDisk();
    const backup = copyOf(newest);
    await live(newest, 1);
    const { entries, replica } = coordinator.store;
    openOn(backup, { clock: () => new Date('2027-01-01T00:00:00Z') }).close();
    const before = readingOf(backup);
    for (const wrong of [entries.slice(0, -1), entries.with(-1, { ...entries[entries.length - 1], ts: '2026-01-01T00:00:01.000Z' }), []]) {
      coordinator.store = { ...coordinator.store, entries: wrong, replica };
      await expect(reconciled(backup)).rejects.toMatchObject({ name: 'IntegrityError' });
      expect(readingOf(backup)).toEqual(before);
    }
  });
});

describe('a coordinator that was set back, when the operator accepts the loss', () => {
  it('is given the records again, and nothing that was spent comes back', async () => {
    const disk = new SimDisk();
    await live(disk, 1);
    const { store } = coordinator;
    await live(disk, 2);
    const spent = readingOf(disk).chain.spentRhoUnits;
    coordinator.store = store;
    expect(await reconciled(disk)).toMatchObject({ kind: 'acknowledge', reason: 'witness-rollback', witnessed: { seq: store.replica?.chain.seq } });
    expect(readingOf(disk).entries.at(-1)).toMatchObject({ kind: 'reconcile', rhoUnits: 0, discarded: null });
    await live(disk, 2);
    expect(coordinator.store.replica?.chain.spentRhoUnits).toBe(spent);
    expect(new Set(coordinator.arrived.map(sha256Hex)).size).toBe(2);
  });

  it('may have lost everything', async () => {
    const disk = new SimDisk();
    await live(disk, 1);
    coordinator = new ACoordinator(key, identity);
    await expect(live(disk)).rejects.toMatchObject({ reason: 'witness-rollback' });
    await reconciled(disk);
    await live(disk, 1);
    expect(coordinator.store.replica?.heads.length).toBe(readingOf(disk).entries.length - 1);
  });
});

describe('a coordinator that contradicted itself', () => {
  it('may be gone on with, and the evidence stays', async () => {
    const disk = new SimDisk();
    const peers = { va: { seq: 7, head: 'a'.repeat(64) } };
    coordinator.store = { ...coordinator.store, peers };
    await live(disk);
    coordinator.store = { ...coordinator.store, peers: { va: { seq: 7, head: 'b'.repeat(64) } } };
    await expect(live(disk)).rejects.toMatchObject({ reason: 'equivocation' });
    const evidence = disk.files.get(`${dir}/conflict.json`);
    expect(await reconciled(disk)).toMatchObject({ kind: 'acknowledge', reason: 'equivocation' });
    await live(disk, 1);
    expect([...disk.files].filter(([path]) => path.includes('/conflict-')).map(([, bytes]) => bytes)).toEqual([evidence]);
  });
});
