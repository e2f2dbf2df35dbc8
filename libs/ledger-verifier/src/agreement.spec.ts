import { describe, expect, it, jest } from '@jest/globals';
import { auditLedger, IntegrityError, type LedgerReading } from '@commonward/envelope';
import nacl from 'tweetnacl';
import { Chance } from './chance.fixture.js';
import { anHonestLedger, identity } from './ledgers-of-chance.fixture.js';
import { bodiesOf, framed, MUTATIONS } from './mutations.fixture.js';
import { opensslDetached } from './openssl.fixture.js';
import { verifyLedger, type LedgerReport } from './verify-ledger.js';

const LEDGERS = 25;
const MUTATIONS_OF_EACH = process.env['COMMONWARD_LONG'] === undefined ? 80 : 800;
jest.setTimeout(1_800_000);

/** Both readers ask the same library whether a signature holds; for this test OpenSSL answers, forty times as fast. */
const tweetnaclDetached = nacl.sign.detached;
Object.assign(nacl.sign, { detached: opensslDetached });

/** The product's reading; null if it refuses. */
function productReading(bytes: Uint8Array): LedgerReading | null {
  try {
    return auditLedger(bytes, identity.publicKey);
  } catch (error) {
    if (error instanceof IntegrityError) return null;
    throw error;
  }
}

const standAlone = (bytes: Uint8Array) => verifyLedger({ ledger: bytes, publicKey: identity.publicKey, statements: [], coordinatorKey: null });

/** What both say of a ledger, in the same words. */
const told = ({ chain, seq, head }: LedgerReading) => ({
  site: chain.site,
  head: { seq, head },
  spentRhoUnits: chain.spentRhoUnits,
  capRhoUnits: chain.policy?.capRhoUnits,
  witnessed: chain.witnessed,
  refusedStudies: [...chain.vetoes],
  rounds: [...chain.debits.values()].map(({ entry: { study, round, rhoUnits, seq: debitedAt }, state }) => ({ study, round, rhoUnits, debitedAt, state: state.kind === 'sealed' ? { kind: state.kind, seq: state.seal.ledger.seq, payloadSha256: state.seal.payloadSha256, survivorsSha256: state.survivorsSha256, receiptSha256: state.receiptSha256 } : state })),
});
const toldAlone = ({ site, head, spending, witnessed, refusedStudies, rounds }: LedgerReport) => ({ site, head, spentRhoUnits: spending?.spentRhoUnits ?? 0, capRhoUnits: spending?.capRhoUnits, witnessed, refusedStudies, rounds: rounds.map(({ trust: _trust, isMasked: _isMasked, ...round }) => round) });

describe('two readers of the same bytes, one of them the product', () => {
  it('are asked of signatures that OpenSSL and their own library make alike', () => {
    const message = new Uint8Array([1, 2, 3]);
    expect(opensslDetached(message, identity.secretKey)).toEqual(tweetnaclDetached(message, identity.secretKey));
  });

  const tally = new Map<string, { accepted: number; refused: number }>();

  it.each(Array.from({ length: LEDGERS }, (_, seed) => seed))('agree on ledger %d and on every ledger that it is changed into', (seed) => {
    const chance = new Chance(seed);
    const [entries, other] = [anHonestLedger(6 + chance.below(14), chance), anHonestLedger(12, chance)];
    expect(toldAlone(standAlone(framed(bodiesOf(entries))))).toEqual(told(auditLedger(framed(bodiesOf(entries)), identity.publicKey)));
    for (let index = 0; index < MUTATIONS_OF_EACH; index += 1) {
      const { name, apply } = chance.of(MUTATIONS);
      const bytes = apply({ entries, other }, chance);
      const [product, alone] = [productReading(bytes), standAlone(bytes)];
      const isAccepted = product?.tornTail === 0;
      const count = tally.get(name) ?? { accepted: 0, refused: 0 };
      tally.set(name, isAccepted ? { ...count, accepted: count.accepted + 1 } : { ...count, refused: count.refused + 1 });
      expect({ seed, index, name, holds: alone.holds, problem: alone.problem }).toMatchObject({ seed, index, name, holds: isAccepted });
      if (isAccepted) expect(toldAlone(alone)).toEqual(told(product));
      else if (product !== null) expect(alone.problem).toMatchObject({ in: 'ledger', offset: bytes.length - product.tornTail, record: product.entries.length });
    }
  });

  it('saw changes of every kind, and both answers', () => {
    expect([...tally.keys()].sort()).toEqual(MUTATIONS.map(({ name }) => name).sort());
    const total = [...tally.values()].reduce((sum, { accepted, refused }) => ({ accepted: sum.accepted + accepted, refused: sum.refused + refused }), { accepted: 0, refused: 0 });
    expect(total.accepted + total.refused).toBe(LEDGERS * MUTATIONS_OF_EACH);
    expect(total.accepted).toBeGreaterThan(LEDGERS * 4);
    process.stdout.write(`${JSON.stringify({ ...Object.fromEntries(tally), total })}\n`);
  });
});
