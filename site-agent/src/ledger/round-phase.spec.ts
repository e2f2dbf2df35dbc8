import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aRelease, openOn, request } from './a-ledger.fixture.js';
import type { Ledger, RoundPhase } from './ledger.js';
import { SimDisk } from './sim-disk.fixture.js';

const ORDER: readonly RoundPhase[] = ['idle', 'debited', 'sealed', 'witnessed', 'receipted'];
const round = { study: 's', round: 1 };

const seal = (ledger: Ledger): void => {
  const debit = ledger.debit(request(1));
  if (debit.kind === 'debit') ledger.seal(debit, aRelease());
};

const acts: Readonly<Record<string, (ledger: Ledger) => unknown>> = {
  debit: (ledger) => ledger.debit(request(1)),
  seal,
  witness: (ledger) => ledger.witness('e'.repeat(64)),
  receipt: (ledger) => ledger.receipt({ ...round, receiptSha256: 'c'.repeat(64) }),
  anotherRound: (ledger) => ledger.debit(request(2)),
  acknowledge: (ledger) => ledger.acknowledge(null),
  veto: (ledger) => ledger.veto('s'),
  approve: (ledger) => ledger.approve('s'),
  vetoOfAnother: (ledger) => ledger.veto('another'),
};

function attempt(ledger: Ledger, act: string): void {
  try {
    acts[act](ledger);
  } catch (error) {
    if (!(error instanceof Error) || !['IntegrityError', 'RangeError'].includes(error.name)) throw error;
  }
}

describe('the phase of a round', () => {
  it('goes from idle to receipted by one record each, and is the same after a new start', () => {
    const disk = new SimDisk();
    let ledger = openOn(disk);
    const phases = [ledger.phase(round)];
    for (const act of ['debit', 'seal', 'witness', 'receipt']) {
      attempt(ledger, act);
      ledger.close();
      ledger = openOn(disk);
      phases.push(ledger.phase(round));
    }
    expect(phases).toEqual(ORDER);
  });

  it('is not witnessed by a statement about the records before its seal', () => {
    const ledger = openOn(new SimDisk());
    for (const act of ['debit', 'witness', 'seal']) attempt(ledger, act);
    expect(ledger.phase(round)).toBe('sealed');
    expect(ledger.releasable(round)).toBeNull();
    attempt(ledger, 'witness');
    expect(ledger.releasable(round)?.sealed).toEqual(ledger.sealed('s', 1));
  });

  it('is vetoed from the operator’s refusal of the study to the approval, wherever it was, and then is where it was', () => {
    const disk = new SimDisk();
    let ledger = openOn(disk);
    for (const act of [null, 'debit', 'seal', 'witness', 'receipt']) {
      if (act !== null) attempt(ledger, act);
      const before = ledger.phase(round);
      const { spentRhoUnits } = ledger.budget;
      ledger.veto('s');
      ledger.close();
      ledger = openOn(disk);
      expect(ledger.phase(round)).toBe('vetoed');
      expect(ledger.releasable(round)).toBeNull();
      expect(ledger.debit(request(1))).toEqual({ kind: 'refused', reason: 'operator' });
      expect(ledger.budget.spentRhoUnits).toBe(spentRhoUnits);
      ledger.approve('s');
      expect(ledger.phase(round)).toBe(before);
    }
  });

  it('goes forward only, whatever is recorded, except that a coordinator that was set back must witness it again', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.keys(acts)), { maxLength: 12 }), (course) => {
        const ledger = openOn(new SimDisk());
        for (const act of course) {
          const before = ledger.phase(round);
          attempt(ledger, act);
          const after = ledger.phase(round);
          if (before === 'vetoed' || after === 'vetoed') {
            expect(act === 'veto' || act === 'approve' || after === 'vetoed').toBe(true);
            expect(after === 'vetoed' && ledger.releasable(round) !== null).toBe(false);
            continue;
          }
          const isForward = ORDER.indexOf(after) >= ORDER.indexOf(before);
          expect(before === 'forfeited' ? after === 'forfeited' : isForward || (act === 'acknowledge' && ['forfeited', 'sealed'].includes(after))).toBe(true);
          expect(ledger.releasable(round) === null).toBe(!['witnessed', 'receipted'].includes(after));
        }
      }),
      { numRuns: 30 },
    );
  });
});
