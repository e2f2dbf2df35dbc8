import { beforeEach, describe, expect, it } from '@jest/globals';
import { headOf, identityFromSeed, type SignedEntry } from '@commonward/envelope';
import { SiteLedger } from '../../../coordinator/src/witness/a-site-ledger.fixture.js';
import type { Segment } from '../../../coordinator/src/witness/segment.js';
import { Findings } from './findings.js';
import { Schedule } from './schedule.js';
import { Trace } from './trace.js';
import { WitnessedRecords } from './witnessed-records.js';

const hash = 'a'.repeat(64);
const ledgerOf = (): SiteLedger => new SiteLedger('va', identityFromSeed(new Uint8Array(32).fill(2)));

let findings: Findings;
let records: WitnessedRecords;

/** The store takes in records, as its document says from where. */
function take(entries: readonly SignedEntry[], from = entries[0].seq): readonly string[] {
  const last = entries[entries.length - 1];
  const segment: Segment = { site: 'va', from, ledger: { seq: last.seq, head: '' }, entries: hash, at: '' };
  records.took(segment, entries);
  return findings.violations.map(({ rule }) => rule);
}

function withDebit(ledger: SiteLedger, { study, rhoUnits }: { readonly study: string; readonly rhoUnits: number }): SiteLedger {
  ledger.add({ kind: 'debit', study, round: 1, planSha256: hash, offerSha256: hash, event: {}, rhoUnits });
  return ledger;
}

beforeEach(() => {
  findings = new Findings(new Trace(new Schedule()));
  records = new WitnessedRecords(findings);
});

describe('who looks on at the coordinator’s store', () => {
  it('has nothing to say of one chain, in pieces', () => {
    const { entries } = withDebit(ledgerOf(), { study: 's', rhoUnits: 10 });
    take(entries.slice(0, 2));
    expect(take(entries.slice(2))).toEqual([]);
    expect(records.hasHeld('va', entries[2].prev)).toBe(true);
  });

  it('sees a fork: records that follow another one than the newest', () => {
    const common = ledgerOf();
    take(common.entries);
    take(withDebit(common.copy(), { study: 's', rhoUnits: 10 }).entries.slice(2));
    expect(take(withDebit(common.copy(), { study: 't', rhoUnits: 20 }).entries.slice(2))).toContain('no fork');
  });

  it('sees records that leave a gap', () => {
    const { entries } = withDebit(ledgerOf(), { study: 's', rhoUnits: 10 });
    take(entries.slice(0, 1));
    expect(take(entries.slice(2))).toContain('no fork');
  });

  it('sees a debit beyond the cap, which the library would not let pass', () => {
    const { entries } = withDebit(ledgerOf(), { study: 's', rhoUnits: 10 });
    const [genesis, policy, debit] = entries;
    expect(take([genesis, policy, { ...debit, rhoUnits: 1001 } as SignedEntry])).toEqual(['under the cap']);
  });

  it('sees a debit of a study that the operator had refused, which the library would not let pass', () => {
    const [genesis, policy, debit] = withDebit(ledgerOf(), { study: 's', rhoUnits: 10 }).entries;
    const veto: SignedEntry = { v: 1, seq: 2, prev: debit.prev, kind: 'veto', study: 's', ts: debit.ts, sig: debit.sig };
    expect(take([genesis, policy, veto, { ...debit, seq: 3, prev: headOf(veto) }])).toEqual(["operator's word"]);
  });

  it('goes back with the store, when that is put back', () => {
    const { entries } = withDebit(ledgerOf(), { study: 's', rhoUnits: 10 });
    take(entries.slice(0, 2));
    const putBack = records.backup();
    take(entries.slice(2));
    putBack();
    expect(take(entries.slice(2))).toEqual([]);
  });
});
