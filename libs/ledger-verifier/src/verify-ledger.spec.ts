import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { envelopeSha256, envelopeToJson, identityFromSeed, seal, type Envelope, type LedgerEntryContent, type LedgerHead, type Unsealed, type Statement } from '@commonward/envelope';
import { aLedgerOf } from './a-ledger-of.fixture.js';
import { reportLines } from './in-words.js';
import { identity, stranger } from './ledgers-of-chance.fixture.js';
import { framed } from './mutations.fixture.js';
import { verifyLedger, type Evidence } from './verify-ledger.js';

const vector = JSON.parse(readFileSync(new URL('../../../test/vectors/ledger.json', import.meta.url), 'utf8')) as { publicKey: string; frames: string[]; heads: string[]; spentRhoUnits: number };
const golden = new Uint8Array(Buffer.from(vector.frames.join(''), 'hex'));
const bodiesInGolden = vector.frames.map((frame) => Buffer.from(frame, 'hex').subarray(8).toString('utf8'));
const offsetOf = (record: number) => vector.frames.slice(0, record).reduce((sum, frame) => sum + frame.length / 2, 0);

const coordinator = identityFromSeed(new Uint8Array(32).fill(1));
const hash = (digit: string) => digit.repeat(64);
const ofRound = { study: 's', round: 1 };
const PAID: readonly LedgerEntryContent[] = [
  { kind: 'genesis', site: 'cleveland', publicKey: identity.publicKey },
  { kind: 'policy', epsilonCap: 5, deltaMax: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one', capRhoUnits: 400_000_000_000, maxRhoUnitsPerRound: 400_000_000_000 },
  { kind: 'debit', ...ofRound, planSha256: hash('a'), offerSha256: hash('d'), event: {}, rhoUnits: 150_000_000_000 },
  { kind: 'seal', ...ofRound, payloadSha256: hash('b') },
];

const REFUSED: LedgerEntryContent = { kind: 'veto', study: 's' };
const SHARED: LedgerEntryContent = { kind: 'debit', study: 's', round: 2, planSha256: hash('a'), offerSha256: hash('d'), event: { trust: 'shared' }, rhoUnits: 20_000_000_000 };

const verified = (ledger: Uint8Array, evidence: Partial<Evidence> = {}) => verifyLedger({ ledger, publicKey: null, statements: [], coordinatorKey: null, ...evidence });
const sentenceOf = (ledger: Uint8Array, evidence: Partial<Evidence> = {}) => verified(ledger, evidence).problem?.sentence ?? 'holds';
const sealedBy = (statement: Unsealed<Statement>, by = coordinator) => seal(statement, new Uint8Array(), by);
const stated = (...envelopes: readonly Envelope[]) => envelopes.map((envelope, index) => ({ name: `statement ${index}`, bytes: new TextEncoder().encode(envelopeToJson(envelope)) }));
const signed = { consortium: 'Heart', signer: coordinator.publicKey };
const witness = (heads: Record<string, LedgerHead>) => sealedBy({ kind: 'witness', ...signed, site: 'cleveland', nonce: hash('c'), heads });
const receipt = (ledger: LedgerHead, more: Partial<{ site: string; round: number }> = {}) => sealedBy({ kind: 'receipt', ...signed, ...ofRound, site: 'cleveland', envelopeSha256: hash('f'), ledger, ...more });

describe('a ledger made without this project’s code', () => {
  it('holds, with the heads and the sum that its maker computed, and the epsilon of its policy’s delta', () => {
    const report = verified(golden, { publicKey: vector.publicKey });
    expect(report).toMatchObject({ holds: true, problem: null, site: 'cleveland', records: vector.heads.length, head: { seq: vector.heads.length - 1, head: vector.heads.at(-1) } });
    expect(report.spending).toMatchObject({ spentRhoUnits: vector.spentRhoUnits, delta: 1e-5 });
    // One round of 0.02, a forfeit of 0.1 and a reconcile of 0.03, as its maker wrote them.
    expect(report.spending?.lostRhoUnits).toBe(130_000_000_000);
    expect(reportLines(report)).toContain('           rho 0.13 of it for records that were lost or given up');
    // 0.15-zCDP at delta 1e-5: Corollary 13 of arXiv:2004.00010, minimised with mpmath at 30 digits.
    expect(report.spending?.spentEpsilon).toBeCloseTo(2.396424592469168, 12);
    expect(reportLines(report).at(-1)).toBe('The ledger holds.');
  });

  it.each(vector.frames.map((_, record) => record))('breaks at record %d if a bit of it flips, and says at which byte', (record) => {
    const bytes = golden.slice();
    bytes[offsetOf(record) + 40] ^= 1;
    const { problem, records } = verified(bytes);
    expect(problem).toMatchObject({ in: 'ledger', record, offset: offsetOf(record) });
    expect(problem?.sentence).toContain(`byte ${offsetOf(record)}`);
    expect(records).toBe(record);
  });

  it('breaks where it was cut', () => {
    expect(sentenceOf(golden.slice(0, -1))).toContain('are not a whole record');
    expect(sentenceOf(new Uint8Array())).toBe('The file is empty: there is no first record.');
  });
});

describe('a ledger that somebody wrote anew with the site’s key', () => {
  it.each<readonly [string, readonly LedgerEntryContent[], number]>([
    ['a second debit for one round', [PAID[2]], 4],
    ['a debit of more than the policy allows', [{ ...PAID[2], round: 2, rhoUnits: 250_000_000_001 } as LedgerEntryContent], 4],
    ['a seal without a debit', [{ ...PAID[3], round: 2 } as LedgerEntryContent], 4],
    ['a seal for a round that is sealed already', [PAID[3]], 4],
    ['a receipt without a seal', [{ kind: 'receipt', study: 's', round: 2, receiptSha256: hash('c') }], 4],
    ['a second receipt for one round', [{ kind: 'receipt', ...ofRound, receiptSha256: hash('c') }, { kind: 'receipt', ...ofRound, receiptSha256: hash('c') }], 5],
    ['a policy with another unit of privacy or adjacency than before', [{ ...PAID[1], adjacency: 'replace-one' } as LedgerEntryContent], 4],
    ['a policy whose maximum for one round is above its cap', [{ ...PAID[1], capRhoUnits: 1 } as LedgerEntryContent], 4],
    ['a forfeit of 3 rho units where a lost record is worth 250000000000', [{ kind: 'forfeit', rhoUnits: 3, reason: 'x' }], 4],
    ['a debit for a study that the operator has refused', [REFUSED, { ...PAID[2], round: 2, rhoUnits: 0 } as LedgerEntryContent], 5],
    ['a seal for a study that the operator has refused', [{ ...PAID[2], round: 2, rhoUnits: 0 } as LedgerEntryContent, REFUSED, { ...PAID[3], round: 2 } as LedgerEntryContent], 6],
    ['a second veto of one study', [REFUSED, REFUSED], 5],
    ['an approval of a study that was not refused', [REFUSED, { kind: 'approval', study: 't' }], 5],
    ['an approval of a study that was not refused', [REFUSED, { kind: 'approval', study: 's' }, { kind: 'approval', study: 's' }], 6],
    ['a debit that counts on the noise of other sites, which the policy does not allow', [{ ...PAID[2], round: 2, rhoUnits: 0, event: { parts: [{ event: { trust: 'shared' } }] } } as LedgerEntryContent], 4],
    ['a debit that counts on the noise of other sites, which the policy does not allow', [{ ...PAID[1], trust: 'shared' } as LedgerEntryContent, { ...PAID[1], trust: 'local' } as LedgerEntryContent, SHARED], 6],
    ['a second genesis', [PAID[0]], 4],
    ['a reconcile with records that are not before it', [{ kind: 'reconcile', rhoUnits: 0, discarded: null, witnessed: { seq: 4, head: hash('a') } }], 4],
    ['a reconcile that takes more than can be counted', [{ kind: 'reconcile', rhoUnits: Number.MAX_SAFE_INTEGER, discarded: null, witnessed: null }], 4],
  ])('is refused for %s', (objection, more, record) => {
    const { problem } = verified(aLedgerOf([...PAID, ...more]).bytes);
    expect(problem).toMatchObject({ in: 'ledger', record, sentence: `Record ${record} breaks the rules of a ledger: it is ${objection}.` });
  });

  it('is refused if a record hides bytes in its event, or has a member that its kind does not', () => {
    const hidden = bodiesInGolden[2].replace('"event":{', '"event":{"__proto__":1,');
    expect(sentenceOf(framed([...bodiesInGolden.slice(0, 2), hidden]))).toBe('Record 2 is not the canonical JSON of a ledger record.');
    const named = bodiesInGolden[1].replace('"unit"', '"trust":"everybody","unit"');
    expect(sentenceOf(framed([bodiesInGolden[0], named]))).toBe('Record 1 is not the canonical JSON of a ledger record.');
  });

  it('is refused if it begins with anything but a genesis', () => {
    expect(sentenceOf(aLedgerOf([PAID[1]]).bytes)).toBe('The ledger does not begin with a genesis record.');
  });

  it('is refused if a signature stands there in a second form', () => {
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const body = JSON.parse(bodiesInGolden[7]) as { sig: string };
    const scalar = BigInt(`0x${Buffer.from(body.sig.slice(64), 'hex').reverse().toString('hex')}`) + order;
    const second = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').reverse().toString('hex');
    const forged = framed([...bodiesInGolden.slice(0, -1), bodiesInGolden[7].replace(body.sig, body.sig.slice(0, 64) + second)]);
    expect(sentenceOf(forged)).toContain('The signature of record 7 is not the site\'s');
  });

  it('is refused if another key than the site’s wrote it', () => {
    const { bytes } = aLedgerOf(PAID);
    expect(sentenceOf(bytes, { publicKey: stranger.publicKey })).toContain('not the site\'s key');
    expect(sentenceOf(aLedgerOf(PAID, stranger).bytes)).toContain('The signature of record 0 is not the site\'s');
  });
});

describe('a study that the site’s operator has refused', () => {
  it('is named, and so is what the operator says of each of its rounds', () => {
    const lines = reportLines(verified(aLedgerOf([...PAID, REFUSED]).bytes));
    expect(lines).toContain('round      1 of study s: rho 0.15, sealed; no record here says yet that it was witnessed; the site’s operator has refused the study');
    expect(lines).toContain('refused    study s, by the site’s operator: nothing more of it is paid for or sent');
  });

  it('can be paid for and sealed again once it is approved; a receipt needs no approval', () => {
    const approved: readonly LedgerEntryContent[] = [REFUSED, { kind: 'receipt', ...ofRound, receiptSha256: hash('c') }, { kind: 'approval', study: 's' }, { ...PAID[2], round: 2, rhoUnits: 1 } as LedgerEntryContent, { ...PAID[3], round: 2 } as LedgerEntryContent];
    expect(verified(aLedgerOf([...PAID, ...approved]).bytes)).toMatchObject({ holds: true, refusedStudies: [] });
    expect(verified(aLedgerOf([...PAID, ...approved.slice(0, 2)]).bytes)).toMatchObject({ holds: true, refusedStudies: ['s'], rounds: [{ state: { receiptSha256: hash('c') } }] });
  });
});

describe('a round that counts on the noise of other sites', () => {
  it('holds under a policy that allows it, and says so', () => {
    const report = verified(aLedgerOf([...PAID, { ...PAID[1], trust: 'shared' } as LedgerEntryContent, SHARED]).bytes);
    expect(report).toMatchObject({ holds: true, spending: { trust: 'shared', spentRhoUnits: 170_000_000_000 }, rounds: [{ trust: 'local' }, { trust: 'shared' }] });
    expect(reportLines(report)).toContain('round      2 of study s: rho 0.02 if other sites add their noise, paid for, nothing sealed yet');
    expect(reportLines(report)).toContain('           the policy lets a round count on the noise of other sites');
  });
});

describe('what the coordinator signed', () => {
  const { bytes, heads } = aLedgerOf(PAID);
  const sealedHead = { seq: 3, head: heads[3] };

  it('covers the records of this ledger up to the head that it names', () => {
    const report = verified(bytes, { statements: stated(witness({ va: { seq: 9, head: hash('a') }, cleveland: sealedHead }), receipt(sealedHead)), coordinatorKey: coordinator.publicKey });
    expect(report.problem).toBeNull();
    expect(report.countersignatures.map(({ kind, covers }) => [kind, covers])).toEqual([['witness', sealedHead], ['receipt', sealedHead]]);
  });

  it.each<readonly [string, Envelope]>([
    ['It countersigns record 4, but this ledger ends at record 3: records are missing from its end.', witness({ cleveland: { seq: 4, head: hash('a') } })],
    ['It countersigns another record 2 than this ledger holds', witness({ cleveland: { seq: 2, head: hash('a') } })],
    ['It says nothing about the site cleveland.', witness({ va: sealedHead })],
    ['It is a receipt of the site va', receipt(sealedHead, { site: 'va' })],
    ['It is a receipt for round 2 of study s, which this ledger has not sealed.', receipt(sealedHead, { round: 2 })],
    ['before the seal at record 3', receipt({ seq: 2, head: heads[2] })],
    ['It is neither a witness statement nor a receipt.', sealedBy({ kind: 'refusal', ...signed, ...ofRound, site: 'cleveland', offerSha256: hash('a'), reason: 'plan' })],
    ['Its signature is not that of the coordinator\'s key', sealedBy({ kind: 'witness', consortium: 'Heart', signer: stranger.publicKey, site: 'cleveland', nonce: hash('c'), heads: { cleveland: sealedHead } }, stranger)],
    ['Its signature is not that of the coordinator\'s key', { ...witness({ cleveland: sealedHead }), signature: new Uint8Array(64) }],
  ])('does not hold: %s', (sentence, envelope) => {
    const report = verified(bytes, { statements: stated(envelope), coordinatorKey: coordinator.publicKey });
    expect(report).toMatchObject({ holds: false, countersignatures: [], problem: { in: 'statement', file: 'statement 0' } });
    expect(report.problem?.sentence).toContain(sentence);
  });

  it('shows a ledger that was cut at the end of a record, though it is sound in itself', () => {
    const cut = aLedgerOf(PAID.slice(0, 3)).bytes;
    expect(sentenceOf(cut)).toBe('holds');
    expect(sentenceOf(cut, { statements: stated(witness({ cleveland: sealedHead })) })).toContain('records are missing from its end');
  });

  it('has to be the statement, and the receipt, that the ledger says it has', () => {
    const early = witness({ cleveland: { seq: 2, head: heads[2] } });
    const claimed = aLedgerOf([...PAID, { kind: 'witnessed', witnessSha256: envelopeSha256(early) }, { kind: 'receipt', ...ofRound, receiptSha256: hash('c') }]).bytes;
    expect(sentenceOf(claimed, { statements: stated(early) })).toContain('Record 4 claims that this statement covers record 3, and it covers record 2.');
    expect(sentenceOf(claimed, { statements: stated(receipt(sealedHead)) })).toContain('another receipt for round 1 of study s than the one that this ledger has recorded');
  });

  it('is told from any other file', () => {
    for (const text of ['', '{}', '[{}]', '{"statement":"{}","signature":"","payload":""}']) {
      expect(sentenceOf(bytes, { statements: [{ name: 'x.json', bytes: new TextEncoder().encode(text) }] })).toContain('The statement in x.json does not hold. It is');
    }
  });
});
