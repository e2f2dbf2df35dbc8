import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LedgerHead } from './fields.js';
import { budgetOf, extendChain, extendChainBy, forfeitRhoUnits, isAffordable, roundKey, type LedgerChain } from './ledger-chain.js';
import { NO_HEAD, type LedgerEntryContent, type SignedEntry } from './ledger-entries.js';

const hash = (digit: string) => digit.repeat(64);
const key = hash('f');

/** Rules do not look at signatures, so these records carry none that holds. */
const record = (seq: number, prev: string, content: LedgerEntryContent): SignedEntry => ({
  v: 1,
  seq,
  prev,
  ts: '2026-01-01T00:00:00.000Z',
  sig: '0'.repeat(128),
  ...content,
});
const next = (chain: LedgerChain, content: LedgerEntryContent) => extendChain(chain, record(chain.seq + 1, chain.head, content));

const genesis: LedgerEntryContent = { kind: 'genesis', site: 'cleveland', publicKey: key };
const policy = (capRhoUnits: number, maxRhoUnitsPerRound = capRhoUnits): LedgerEntryContent => ({
  kind: 'policy',
  epsilonCap: 1,
  deltaMax: 1e-5,
  unit: 'patient',
  adjacency: 'add-or-remove-one',
  capRhoUnits,
  maxRhoUnitsPerRound,
});
const debit = (round: number, rhoUnits: number): LedgerEntryContent => ({ kind: 'debit', study: 's', round, planSha256: hash('a'), offerSha256: hash('d'), event: {}, rhoUnits });
const seal = (round: number): LedgerEntryContent => ({ kind: 'seal', study: 's', round, payloadSha256: hash('b') });
const summed = (round: number, rhoUnits: number): LedgerEntryContent => ({ kind: 'debit', study: 's', round, planSha256: hash('a'), offerSha256: hash('d'), event: { kind: 'summed-discrete-gaussian' }, rhoUnits });
const unmask = (round: number, survivors = hash('9')): LedgerEntryContent => ({ kind: 'unmask', study: 's', round, survivorsSha256: survivors });
const receipt = (round: number): LedgerEntryContent => ({ kind: 'receipt', study: 's', round, receiptSha256: hash('c') });
const witnessed: LedgerEntryContent = { kind: 'witnessed', witnessSha256: hash('e') };
const reconcile = (rhoUnits: number, known: LedgerHead | null = null, discarded: LedgerHead | null = null): LedgerEntryContent => ({ kind: 'reconcile', rhoUnits, discarded, witnessed: known });
const head = (digit: string): LedgerHead => ({ seq: 9, head: hash(digit) });
const veto: LedgerEntryContent = { kind: 'veto', study: 's' };
const approval: LedgerEntryContent = { kind: 'approval', study: 's' };
const forfeit = (rhoUnits: number): LedgerEntryContent => ({ kind: 'forfeit', rhoUnits, reason: 'a torn record' });

const begun = extendChain(null, record(0, NO_HEAD, genesis));
const after = (...contents: readonly LedgerEntryContent[]) => contents.reduce(next, begun);

describe('a ledger chain', () => {
  it('begins with a genesis, at nothing spent', () => {
    expect(begun).toMatchObject({ seq: 0, site: 'cleveland', publicKey: key, spentRhoUnits: 0, policy: null });
    expect(() => extendChain(null, record(0, NO_HEAD, policy(1)))).toThrow('does not begin with a genesis');
    expect(() => extendChain(null, record(1, NO_HEAD, genesis))).toThrow('does not begin with a genesis');
    expect(() => after(genesis)).toThrow('a second genesis');
  });

  it('takes no record out of order, from another place, or from another chain', () => {
    const chain = after(policy(10));
    expect(() => extendChain(chain, record(3, chain.head, debit(1, 1)))).toThrow('does not follow');
    expect(() => extendChain(chain, record(2, begun.head, debit(1, 1)))).toThrow('does not follow');
    expect(() => extendChain(chain, record(1, begun.head, policy(10)))).toThrow('does not follow');
  });

  it('debits only under a policy', () => {
    expect(() => after(debit(1, 0))).toThrow('a debit before any policy');
  });

  it('debits up to the cap and not a unit more', () => {
    expect(after(policy(10), debit(1, 4), debit(2, 6)).spentRhoUnits).toBe(10);
    expect(() => after(policy(10), debit(1, 4), debit(2, 7))).toThrow('beyond what the policy allows');
  });

  it('debits at most the policy\'s maximum in one round', () => {
    expect(after(policy(10, 3), debit(1, 3)).spentRhoUnits).toBe(3);
    expect(() => after(policy(10, 3), debit(1, 4))).toThrow('beyond what the policy allows');
    expect(() => after(policy(10, 11))).toThrow('above the cap');
  });

  it('debits what counts on the noise of other sites, in any part, only under a policy that allows shared trust', () => {
    const share = (event: Record<string, unknown>): LedgerEntryContent => ({ ...debit(1, 1), event }) as LedgerEntryContent;
    const shared = { kind: 'summed-discrete-gaussian', trust: 'shared' };
    const local = { kind: 'summed-discrete-gaussian', trust: 'local' };
    const allowing: LedgerEntryContent = { ...policy(10), trust: 'shared' } as LedgerEntryContent;
    for (const event of [shared, { kind: 'composed', parts: [{ times: 1, event: shared }] }]) {
      expect(() => after(policy(10), share(event))).toThrow('which the policy does not allow');
      expect(() => after({ ...policy(10), trust: 'local' } as LedgerEntryContent, share(event))).toThrow('which the policy does not allow');
      expect(() => after(allowing, policy(10), share(event))).toThrow('which the policy does not allow');
      expect(after(allowing, share(event)).spentRhoUnits).toBe(1);
    }
    expect(after(policy(10), share(local)).spentRhoUnits).toBe(1);
  });

  it('has one debit, one seal and one receipt for a round, in this order', () => {
    const paid = after(policy(10), debit(1, 1));
    expect(() => next(paid, debit(1, 1))).toThrow('a second debit');
    expect(() => next(paid, seal(2))).toThrow('a seal without a debit');
    expect(() => next(paid, receipt(1))).toThrow('a receipt without a seal');
    const sealed = next(paid, seal(1));
    expect(() => next(sealed, seal(1))).toThrow('a second seal');
    const received = next(sealed, receipt(1));
    expect(() => next(received, receipt(1))).toThrow('a second receipt');
    expect(() => next(received, debit(1, 1))).toThrow('a second debit');
  });

  it('remembers a seal with the head that contains it and the budget of that moment', () => {
    const sealed = after(policy(10), debit(1, 4), seal(1));
    const later = next(next(sealed, debit(2, 5)), policy(20));
    const { seq, head } = sealed;
    expect(later.debits.get(roundKey({ study: 's', round: 1 }))?.state).toEqual({
      kind: 'sealed',
      seal: { payloadSha256: hash('b'), ledger: { seq, head }, budget: { spentRhoUnits: 4, capRhoUnits: 10 } },
      survivorsSha256: null,
      receiptSha256: null,
    });
  });

  it('lets a policy move the cap, but not what is spent', () => {
    const lowered = after(policy(10), debit(1, 8), policy(5));
    expect(budgetOf(lowered)).toEqual({ spentRhoUnits: 8, capRhoUnits: 5 });
    expect(isAffordable(lowered, 1)).toBe(false);
    expect(isAffordable(next(lowered, policy(9)), 1)).toBe(true);
  });

  it('never mixes spending under two adjacencies', () => {
    expect(() => after(policy(10), { ...policy(10), adjacency: 'replace-one' } as LedgerEntryContent)).toThrow('another unit of privacy or adjacency');
  });

  it('forfeits exactly the most that a lost record can have been worth', () => {
    expect(after(policy(10, 6), debit(1, 2), forfeit(6)).spentRhoUnits).toBe(8);
    expect(after(policy(10, 6), debit(1, 6), forfeit(4)).spentRhoUnits).toBe(10);
    expect(() => after(policy(10, 6), debit(1, 2), forfeit(5))).toThrow('a forfeit of another size');
    expect(() => after(policy(10, 6), debit(1, 2), forfeit(7))).toThrow('a forfeit of another size');
  });

  it('seals nothing under a debit that was open when a record was lost', () => {
    const chain = after(policy(10, 2), debit(1, 2), seal(1), debit(2, 2), forfeit(2));
    expect(() => next(chain, seal(2))).toThrow('a seal for a forfeited debit');
    expect(() => next(chain, debit(2, 1))).toThrow('a second debit');
    expect(next(chain, receipt(1)).spentRhoUnits).toBe(6);
  });

  it('is witnessed up to the record before the one that says so', () => {
    const sealed = after(policy(10), debit(1, 4), seal(1));
    const { seq, head } = sealed;
    expect(sealed.witnessed).toBeNull();
    expect(next(next(sealed, witnessed), receipt(1)).witnessed).toEqual({ seq, head });
  });

  it('takes what discarded records had spent, beyond the cap too, and nothing can be debited there', () => {
    const chain = after(policy(10), debit(1, 8), reconcile(7));
    expect(chain.spentRhoUnits).toBe(15);
    expect(isAffordable(chain, 1)).toBe(false);
    expect(next(chain, forfeit(0)).spentRhoUnits).toBe(15);
  });

  it('seals nothing under a debit that was open when it was reconciled, and is witnessed up to where the coordinator is', () => {
    const begunOnly = after(policy(10), debit(1, 2), witnessed, debit(2, 2));
    const { witnessed: known } = begunOnly;
    const chain = next(begunOnly, reconcile(0, known));
    for (const round of [1, 2]) expect(() => next(chain, seal(round))).toThrow('a seal for a forfeited debit');
    expect(chain.witnessed).toEqual(known);
    expect(next(begunOnly, reconcile(0, null)).witnessed).toBeNull();
  });

  it('is not reconciled with more spent than can be counted exactly', () => {
    expect(() => after(policy(10), debit(1, 8), reconcile(Number.MAX_SAFE_INTEGER))).toThrow('more than can be counted');
  });

  it('is not reconciled with records that are its own future, or another chain’s', () => {
    const chain = after(policy(10));
    expect(() => next(chain, reconcile(0, { seq: 2, head: hash('a') }))).toThrow('not before it');
    expect(() => next(chain, reconcile(0, { seq: 1, head: hash('a') }))).toThrow('another chain than its own');
  });
});

describe('a study that the operator has refused', () => {
  it('is neither debited nor sealed, and what was spent for it stays spent', () => {
    const chain = after(policy(10), debit(1, 4), veto);
    expect(() => next(chain, debit(2, 1))).toThrow('a debit for a study that the operator has refused');
    expect(() => next(chain, seal(1))).toThrow('a seal for a study that the operator has refused');
    expect(chain.spentRhoUnits).toBe(4);
    expect(next(chain, { ...debit(2, 1), study: 'another' } as LedgerEntryContent).spentRhoUnits).toBe(5);
  });

  it('takes the receipt of a release that had left before', () => {
    expect(next(after(policy(10), debit(1, 4), seal(1), veto), receipt(1)).debits.get(roundKey({ study: 's', round: 1 }))?.state).toMatchObject({ receiptSha256: hash('c') });
  });

  it('is debited and sealed again once the operator has approved it', () => {
    const chain = after(policy(10), debit(1, 4), veto, approval, seal(1), debit(2, 1));
    expect([...chain.vetoes]).toEqual([]);
    expect(chain.spentRhoUnits).toBe(5);
  });

  it('is refused once and approved once, in turn', () => {
    expect(() => after(veto, veto)).toThrow('a second veto of one study');
    expect(() => after(approval)).toThrow('an approval of a study that was not refused');
  });
});

describe('a vector that was paid for as part of a sum', () => {
  const sealed = [policy(10), summed(1, 4), seal(1)] as const;

  it('is bound to one set of survivors, once, when its seal is witnessed', () => {
    expect(after(...sealed, witnessed, unmask(1)).debits.get(roundKey({ study: 's', round: 1 }))?.state).toMatchObject({ survivorsSha256: hash('9'), receiptSha256: null });
    expect(() => after(...sealed, witnessed, unmask(1), unmask(1, hash('8')))).toThrow('a second unmask of one vector');
    expect(() => after(...sealed, unmask(1))).toThrow('an unmask of a seal that was not witnessed');
    expect(() => after(policy(10), summed(1, 4), witnessed, unmask(1))).toThrow('an unmask without a seal');
  });

  it('is not bound after records were lost that may have bound it, and is if none were', () => {
    const lost = 'an unmask of a vector whose unmask may be among lost records';
    expect(() => after(...sealed, witnessed, forfeit(6), unmask(1))).toThrow(lost);
    expect(() => after(...sealed, witnessed, reconcile(1, null, head('7')), witnessed, unmask(1))).toThrow(lost);
    expect(() => after(...sealed, witnessed, reconcile(0), witnessed, unmask(1))).not.toThrow();
    expect(() => after(policy(10, 3), forfeit(3), summed(1, 3), seal(1), witnessed, unmask(1))).not.toThrow();
  });

  it('is not bound once the operator has refused the study', () => {
    expect(() => after(...sealed, witnessed, veto, unmask(1))).toThrow('an unmask for a study that the operator has refused');
  });

  it('is the only kind that is: a release that leaves by itself is in no sum', () => {
    expect(() => after(policy(10), debit(1, 4), seal(1), witnessed, unmask(1))).toThrow('an unmask of a round that is not masked');
  });
});

const rounds = fc.integer({ min: 1, max: 4 });
const units = fc.integer({ min: 0, max: 12 });
const anyContent: fc.Arbitrary<LedgerEntryContent> = fc.oneof(
  fc.tuple(rounds, units).map(([round, rhoUnits]) => debit(round, rhoUnits)),
  fc.tuple(rounds, units).map(([round, rhoUnits]) => summed(round, rhoUnits)),
  rounds.map(seal),
  rounds.map((round) => unmask(round)),
  rounds.map(receipt),
  units.map(forfeit),
  fc.tuple(units, fc.boolean()).map(([rhoUnits, loses]) => reconcile(rhoUnits, null, loses ? head('7') : null)),
  fc.constant(witnessed),
  fc.constant(veto),
  fc.constant(approval),
  fc.tuple(fc.integer({ min: 0, max: 40 }), units).map(([cap, max]) => policy(cap, Math.min(cap, max))),
);

/** A second, simpler telling of the rules: plain sums and sets. */
class Model {
  cap: number | null = null;
  max = 0;
  spent = 0;
  readonly debited = new Set<number>();
  readonly open = new Set<number>();
  readonly sealed = new Set<number>();
  readonly received = new Set<number>();
  readonly summed = new Set<number>();
  /** Seals that no witnessed record has followed. */
  readonly unseen = new Set<number>();
  /** Those that are in a sum, or may be. */
  readonly unmasked = new Set<number>();
  vetoed = false;

  accept(content: LedgerEntryContent): boolean {
    const left = this.cap === null ? 0 : Math.max(0, this.cap - this.spent);
    switch (content.kind) {
      case 'genesis':
        return false;
      case 'policy':
        this.cap = content.capRhoUnits;
        this.max = content.maxRhoUnitsPerRound;
        return true;
      case 'debit':
        if (this.vetoed || this.cap === null || this.debited.has(content.round) || content.rhoUnits > left || content.rhoUnits > this.max) return false;
        this.spent += content.rhoUnits;
        this.debited.add(content.round);
        this.open.add(content.round);
        if (content.event.kind === 'summed-discrete-gaussian') this.summed.add(content.round);
        return true;
      case 'seal':
        if (this.vetoed || !this.open.delete(content.round)) return false;
        this.unseen.add(content.round);
        this.sealed.add(content.round);
        return true;
      case 'unmask':
        if (this.vetoed || !this.sealed.has(content.round) || !this.summed.has(content.round) || this.unseen.has(content.round) || this.unmasked.has(content.round)) return false;
        this.unmasked.add(content.round);
        return true;
      case 'receipt':
        if (!this.sealed.has(content.round) || this.received.has(content.round)) return false;
        this.received.add(content.round);
        return true;
      case 'forfeit':
        if (content.rhoUnits !== Math.min(left, this.max)) return false;
        this.spent += content.rhoUnits;
        this.#lose();
        return true;
      case 'witnessed':
        this.unseen.clear();
        return true;
      case 'veto':
      case 'approval':
        if (this.vetoed === (content.kind === 'veto')) return false;
        this.vetoed = content.kind === 'veto';
        return true;
      case 'reconcile':
        this.spent += content.rhoUnits;
        this.open.clear();
        if (content.discarded !== null) this.#lose();
        for (const round of this.sealed) this.unseen.add(round);
        return true;
    }
  }

  #lose(): void {
    this.open.clear();
    for (const round of this.sealed) this.unmasked.add(round);
  }
}

describe('any sequence of records', () => {
  it('is accepted exactly where the simple model accepts it, spends what the model sums up, never falls, and debits nothing beyond the cap', () => {
    fc.assert(
      fc.property(fc.array(anyContent, { maxLength: 40 }), (contents) => {
        const model = new Model();
        let chain = begun;
        for (const content of contents) {
          const before = chain;
          try {
            chain = next(chain, content);
          } catch {
            chain = before;
          }
          expect(chain !== before).toBe(model.accept(content));
          expect(chain.spentRhoUnits).toBe(model.spent);
          expect(chain.spentRhoUnits).toBeGreaterThanOrEqual(before.spentRhoUnits);
          if (chain.spentRhoUnits > before.spentRhoUnits && content.kind !== 'reconcile') expect(chain.spentRhoUnits).toBeLessThanOrEqual(budgetOf(chain).capRhoUnits);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('is extended by many records as by one after the other, and the chain before them stays as it was', () => {
    fc.assert(
      fc.property(fc.array(anyContent, { maxLength: 20 }), fc.array(anyContent, { maxLength: 20 }), (first, second) => {
        const before = first.reduce((known, content) => accepted(known, content) ?? known, begun);
        const [was, entries] = [structuredClone(before), [] as SignedEntry[]];
        const after = second.reduce((known, content) => {
          const longer = accepted(known, content);
          if (longer !== null) entries.push(record(known.seq + 1, known.head, content));
          return longer ?? known;
        }, before);
        expect(extendChainBy(before, entries)).toEqual(after);
        expect(before).toEqual(was);
      }),
      { numRuns: 200 },
    );
  });

  it('leaves a forfeit that covers whatever record could come next', () => {
    fc.assert(
      fc.property(fc.array(anyContent, { maxLength: 20 }), anyContent, (contents, lost) => {
        const chain = contents.reduce((known, content) => accepted(known, content) ?? known, begun);
        const withLost = accepted(chain, lost);
        if (withLost !== null && lost.kind !== 'reconcile') expect(forfeitRhoUnits(chain)).toBeGreaterThanOrEqual(withLost.spentRhoUnits - chain.spentRhoUnits);
      }),
      { numRuns: 500 },
    );
  });
});

function accepted(chain: LedgerChain, content: LedgerEntryContent): LedgerChain | null {
  try {
    return next(chain, content);
  } catch {
    return null;
  }
}
