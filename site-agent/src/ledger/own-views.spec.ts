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
    expect(() => ledger.seal(debit, aRelease({ variance: 999 }))).toThrow('costs more than its debit of 500000000 rho units');
    expect(ledger.seal(debit, aRelease()).round).toBe(1);
    expect(ledger.budget.spentRhoUnits).toBe(booked);
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
