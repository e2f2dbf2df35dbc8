import { describe, expect, it } from '@jest/globals';
import { IntegrityError } from '@commonward/envelope';
import { aRelease, dir, identity, openOn, request, ROUND_RHO_UNITS, somePolicy } from './a-ledger.fixture.js';
import { showLedger } from './ledger-report.js';
import { SimDisk } from './sim-disk.fixture.js';

/** Four sites in the sum, one of them corrupted: three shares of noise count, so the booked cost is a third, and a unit for tau. */
const share = { ...request(1), event: { kind: 'summed-discrete-gaussian', trust: 'shared', blocks: [{ squaredSensitivity: 1, variance: 1000, coordinates: 16 }], summed: 4, corrupted: 1 } } as const;
const booked = Math.ceil(ROUND_RHO_UNITS / 3);
const shared = { policy: { ...somePolicy, trust: 'shared' } } as const;

function debited(disk: SimDisk) {
  const ledger = openOn(disk, shared);
  const debit = ledger.debit(share);
  if (debit.kind === 'refused') throw new Error(debit.reason);
  return { ledger, debit };
}

describe('a debit for a share of the noise', () => {
  it('is charged at what a coalition could see, and seals a release with this share and none with less', () => {
    const { ledger, debit } = debited(new SimDisk());
    expect(debit.rhoUnits).toBe(booked);
    const blind = new Uint8Array(32);
    expect(() => ledger.sealBlinded(debit, aRelease({ variance: 999 }), blind)).toThrow('costs more than its debit of 500000000 rho units');
    expect(ledger.sealBlinded(debit, aRelease(), blind).round).toBe(1);
    expect(ledger.budget.spentRhoUnits).toBe(booked);
  });

  it('seals nothing that could leave by itself, and blinds nothing that is to', () => {
    const { ledger, debit } = debited(new SimDisk());
    expect(() => ledger.seal(debit, aRelease())).toThrow('was paid for a masked sum, in which no release leaves by itself');
    const plain = ledger.debit(request(2));
    if (plain.kind === 'refused') throw new Error(plain.reason);
    expect(() => ledger.sealBlinded(plain, aRelease(), new Uint8Array(32))).toThrow('was not paid for a masked sum');
  });

  it('is lost with the last record of the ledger, which may have been its unmask: its vector is put into no sum any more', () => {
    const disk = new SimDisk();
    const { ledger, debit } = debited(disk);
    ledger.sealBlinded(debit, aRelease(), new Uint8Array(32));
    ledger.witness('e'.repeat(64));
    ledger.unmask(share, 'b'.repeat(64));
    expect(ledger.maskable(share)).not.toBeNull();
    const log = disk.open(`${dir}/ledger.log`);
    log.write(Uint8Array.of(0), log.size() - 1);
    const again = openOn(disk, shared);
    expect(again.isLost(share)).toBe(true);
    expect(again.maskable(share)).toBeNull();
    expect(() => again.unmask(share, 'd'.repeat(64))).toThrow(IntegrityError);
  });

  it('shows in the ledger what it costs alone, before a coalition, and if all are honest', () => {
    const disk = new SimDisk();
    debited(disk).ledger.close();
    const { lines } = showLedger({ disk, dir, publicKey: identity.publicKey });
    expect(lines[1]).toContain('shared trust allowed');
    expect(lines[2]).toContain('rho 0.000166666667  alone 0.0005  coalition 0.000166666667  all honest 0.000125');
  });

  it('cannot be recorded under a policy that does not allow it, also after the permission was taken back', () => {
    const disk = new SimDisk();
    expect(() => openOn(disk).debit(share)).toThrow(IntegrityError);
    const other = new SimDisk();
    openOn(other, shared).close();
    expect(() => openOn(other).debit(share)).toThrow(IntegrityError);
  });
});
