import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quarantineReason, type Heads, type Standing } from './standing.js';

const head = (seq: number, history = 'a') => ({ seq, head: `${history}${seq}`.padEnd(64, '0') });

/** A ledger of `length` records of one history, of which the coordinator is known to have countersigned the first ones. */
const ledger = (length: number, { history = 'a', witnessed = null as number | null } = {}): Standing['ledger'] => ({
  witnessed: witnessed === null ? null : head(witnessed, history),
  holds: ({ seq, head: hash }) => seq < length && hash === head(seq, history).head,
});

const standing = (known: Partial<Standing>): Standing => ({ site: 'va', ledger: ledger(10), stated: {}, remembered: {}, inConflict: false, ...known });
const reason = (known: Partial<Standing>) => quarantineReason(standing(known));

describe('a site may go on', () => {
  it('when the coordinator holds nothing of its ledger, all of it, or any part of it', () => {
    expect(reason({ stated: {} })).toBeNull();
    for (let seq = 0; seq < 10; seq += 1) expect(reason({ stated: { va: head(seq) } })).toBeNull();
  });

  it('through every course of events in which nobody goes back', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('va', 'zurich', 'basel'), fc.integer({ min: 1, max: 5 })), { maxLength: 20 });
    fc.assert(
      fc.property(steps, (grown) => {
        let remembered: Heads = {};
        let stated: Heads = {};
        for (const [site, by] of grown) {
          stated = { ...stated, [site]: head((stated[site]?.seq ?? 0) + by) };
          const own = Object.hasOwn(stated, 'va') ? stated['va'].seq : null;
          expect(reason({ ledger: ledger(200, { witnessed: own }), stated, remembered })).toBeNull();
          remembered = stated;
        }
      }),
    );
  });
});

describe('a site stops', () => {
  it.each<[string | null, string, Partial<Standing>]>([
    ['rollback', 'the coordinator holds records that lie ahead of its ledger', { stated: { va: head(10) } }],
    ['rollback', 'the coordinator holds another history of its ledger', { stated: { va: head(4, 'b') } }],
    ['witness-rollback', 'the coordinator holds less of its ledger than it had countersigned', { ledger: ledger(10, { witnessed: 6 }), stated: { va: head(5) } }],
    ['witness-rollback', 'the coordinator holds nothing of its ledger any more', { ledger: ledger(10, { witnessed: 0 }), stated: {} }],
    ['witness-rollback', 'the coordinator holds less of another site’s ledger than it had stated', { stated: { zurich: head(3) }, remembered: { zurich: head(4) } }],
    ['witness-rollback', 'the coordinator has forgotten another site', { stated: {}, remembered: { zurich: head(0) } }],
    ['equivocation', 'the coordinator states two histories of another site’s ledger', { stated: { zurich: head(4, 'b') }, remembered: { zurich: head(4) } }],
    ['equivocation', 'the coordinator states two histories of its own ledger', { stated: { va: head(4, 'b') }, remembered: { va: head(4) } }],
    ['equivocation', 'the coordinator had contradicted itself, though now it does not', { stated: { va: head(4) }, inConflict: true }],
  ])('%s: %s', (expected, _what, known) => {
    expect(reason(known)).toBe(expected);
  });

  it('whenever any ledger that it remembers is stated anywhere but at or beyond where it was', () => {
    const sites = fc.constantFrom('va', 'zurich', 'basel');
    fc.assert(
      fc.property(sites, fc.nat(20), fc.nat(20), fc.constantFrom('a', 'b'), (site, known, now, history) => {
        const stated = { [site]: head(now, history) };
        const mayGoOn = reason({ ledger: ledger(100), stated, remembered: { [site]: head(known) } }) === null;
        const isHeld = site !== 'va' || history === 'a';
        expect(mayGoOn).toBe(isHeld && (now > known || (now === known && history === 'a')));
      }),
    );
  });

  it('is not misled by a site named like a property of every object', () => {
    expect(reason({ site: 'constructor', stated: {}, remembered: {} })).toBeNull();
  });
});
