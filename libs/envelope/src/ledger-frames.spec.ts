import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { identityFromSeed } from './identity.js';
import { IntegrityError } from './integrity-error.js';
import { forfeitRhoUnits } from './ledger-chain.js';
import { headOf, NO_HEAD, signEntry, type LedgerEntryContent, type SignedEntry } from './ledger-entries.js';
import { auditLedger, decodeEntries, encodeEntry, readLedger } from './ledger-frames.js';

interface Vector {
  readonly seed: string;
  readonly publicKey: string;
  readonly frames: readonly string[];
  readonly heads: readonly string[];
  readonly spentRhoUnits: number;
}

const vector = JSON.parse(readFileSync(new URL('../../../test/vectors/ledger.json', import.meta.url), 'utf8')) as Vector;
const frames = vector.frames.map((frame) => Buffer.from(frame, 'hex'));
const golden = Buffer.concat(frames);
const identity = identityFromSeed(Buffer.from(vector.seed, 'hex'));
const stranger = identityFromSeed(new Uint8Array(32).fill(3));

function refusalOf(bytes: Uint8Array): string | null {
  try {
    readLedger(bytes, vector.publicKey);
    return null;
  } catch (error) {
    if (error instanceof IntegrityError) return error.reason;
    throw error;
  }
}

const withoutSig = ({ sig: _sig, ...entry }: SignedEntry) => entry;
const [genesis, policy, debit] = readLedger(golden, vector.publicKey).entries;

describe('a ledger file', () => {
  it('is read with the heads and the sum that an independent program computed', () => {
    const { entries, seq, head, chain, tornTail } = readLedger(golden, vector.publicKey);
    expect(entries.map(headOf)).toEqual(vector.heads);
    expect({ seq, head, tornTail }).toEqual({ seq: vector.heads.length - 1, head: vector.heads.at(-1), tornTail: 0 });
    expect(chain.spentRhoUnits).toBe(vector.spentRhoUnits);
  });

  it('is written byte for byte as the independent program wrote it', () => {
    const written = readLedger(golden, vector.publicKey).entries.map((entry) => Buffer.from(encodeEntry(signEntry(withoutSig(entry), identity))).toString('hex'));
    expect(written).toEqual(vector.frames);
  });

  it('reports a last record that is cut off anywhere, and only that one', () => {
    const whole = Buffer.concat(frames.slice(0, 3));
    for (const kept of [1, 7, 8, 9, frames[3].length - 1]) {
      const reading = readLedger(Buffer.concat([whole, frames[3].subarray(0, kept)]), vector.publicKey);
      expect({ seq: reading.seq, tornTail: reading.tornTail }).toEqual({ seq: 2, tornTail: kept });
    }
  });

  it('reports a last record that was left as zeros', () => {
    expect(readLedger(Buffer.concat([frames[0], frames[1], Buffer.alloc(300)]), vector.publicKey).tornTail).toBe(300);
  });

  it('is refused if a record before the last is damaged', () => {
    const damaged = Buffer.from(golden);
    damaged[frames[0].length + 20] ^= 4;
    expect(() => readLedger(damaged, vector.publicKey)).toThrow(`damaged at byte ${frames[0].length}`);
  });

  it('is refused if an event hides bytes that neither a head nor a signature covers', () => {
    const hidden = Buffer.from(frames[2].subarray(8).toString('utf8').replace('"event":{', '"event":{"__proto__":1,'));
    const frame = Buffer.concat([Buffer.alloc(4), createHash('sha256').update(hidden).digest().subarray(0, 4), hidden]);
    frame.writeUInt32LE(hidden.length);
    expect(refusalOf(Buffer.concat(frames.with(2, frame)))).toBe('format');
  });

  it('is audited record by record: a signature of somebody else is refused wherever it stands', () => {
    const byStranger = signEntry(withoutSig(genesis), stranger);
    const next = signEntry({ ...withoutSig(policy), prev: headOf(byStranger) }, identity);
    const bytes = Buffer.concat([encodeEntry(byStranger), encodeEntry(next)]);
    expect(refusalOf(bytes)).toBeNull();
    expect(() => auditLedger(bytes, vector.publicKey)).toThrow("The signature of the ledger's record 0 does not hold");
    expect(auditLedger(golden, vector.publicKey)).toEqual(readLedger(golden, vector.publicKey));
  });

  it.each([
    ['a record left out', [0, 1, 3]],
    ['two records exchanged', [0, 2, 1, 3]],
    ['a record given twice', [0, 1, 2, 2]],
    ['no genesis', [1, 2]],
  ])('is refused with %s', (_what, order) => {
    expect(refusalOf(Buffer.concat(order.map((index) => frames[index])))).toBe('chain');
  });

  it('is refused if a record is taken from another ledger of the same site', () => {
    const other = signEntry({ ...withoutSig(genesis), site: 'other' } as typeof genesis, identity);
    expect(refusalOf(Buffer.concat([encodeEntry(other), frames[1]]))).toBe('chain');
  });

  it('is refused if anyone else wrote the newest record', () => {
    const forged = encodeEntry(signEntry(withoutSig(policy), stranger));
    expect(refusalOf(Buffer.concat([frames[0], forged]))).toBe('signature');
  });

  it('is refused if an earlier signature was exchanged, because the next record holds its hash', () => {
    const forged = encodeEntry(signEntry(withoutSig(debit), stranger));
    expect(refusalOf(Buffer.concat([frames[0], frames[1], forged, frames[3]]))).toBe('chain');
  });

  it('is refused if it was begun by another key', () => {
    expect(() => readLedger(golden, stranger.publicKey)).toThrow('belongs to another key');
  });

  it('is refused if a whole record is not canonical, or has a member too many', () => {
    const rewritten = (from: string, to: string) => frameOf(Buffer.from(frames[1].subarray(8).toString().replace(from, to)));
    expect(refusalOf(Buffer.concat([frames[0], rewritten('{', '{ ')]))).toBe('format');
    expect(refusalOf(Buffer.concat([frames[0], rewritten('"v":1', '"v":1,"w":1')]))).toBe('format');
  });

  it('is read after a flipped bit or a cut only if it says that bytes are missing, or if whole records are gone from its end', () => {
    const damage = fc.oneof(
      fc.tuple(fc.nat(golden.length - 1), fc.nat(7)).map(([at, bit]) => flip(at, bit)),
      fc.nat(golden.length - 1).map((length) => golden.subarray(0, length)),
    );
    fc.assert(
      fc.property(damage, (bytes) => {
        const reading = readOrNull(bytes);
        if (reading === null || reading.tornTail > 0) return;
        expect(golden.subarray(0, bytes.length).equals(bytes)).toBe(true);
        expect(reading.seq).toBeLessThan(vector.heads.length - 1);
      }),
      { numRuns: 200 },
    );
  });

  it('can always forfeit what the lost record was worth', () => {
    const upToPolicy = readLedger(Buffer.concat([...frames.slice(0, 2), frames[2].subarray(0, 50)]), vector.publicKey);
    expect(forfeitRhoUnits(upToPolicy.chain)).toBeGreaterThanOrEqual(debit.kind === 'debit' ? debit.rhoUnits : Infinity);
  });
});

describe('records on their way', () => {
  it('are read whole, or not at all', () => {
    expect(decodeEntries(golden).map(headOf)).toEqual(vector.heads);
    expect(decodeEntries(frames[2]).map(headOf)).toEqual([vector.heads[2]]);
    for (const cut of [1, 9, golden.length - 1]) expect(() => decodeEntries(golden.subarray(0, cut))).toThrow('cut off on their way');
    expect(() => decodeEntries(Buffer.concat([golden, Buffer.alloc(1)]))).toThrow('cut off on their way');
  });
});

describe('a ledger record', () => {
  const content: LedgerEntryContent = { kind: 'seal', study: 's', round: 1, payloadSha256: 'b'.repeat(64) };
  const place = { v: 1, seq: 3, prev: NO_HEAD, ts: '2026-01-01T00:00:00.000Z' } as const;

  it('is refused by name if a member is malformed', () => {
    expect(() => signEntry({ ...place, ...content, round: 0.5 }, identity)).toThrow(/^The seal record is malformed: round:/);
  });

  it('is at most one mebibyte', () => {
    const event = { note: 'x'.repeat(2 ** 20) };
    const large = signEntry({ ...place, kind: 'debit', study: 's', round: 1, planSha256: 'a'.repeat(64), offerSha256: 'd'.repeat(64), event, rhoUnits: 1 }, identity);
    expect(() => encodeEntry(large)).toThrow(RangeError);
  });
});

/** Any body with the header that makes it a whole frame. */
function frameOf(body: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([length, createHash('sha256').update(body).digest().subarray(0, 4), body]);
}

function flip(at: number, bit: number): Buffer {
  const bytes = Buffer.from(golden);
  bytes[at] ^= 1 << bit;
  return bytes;
}

function readOrNull(bytes: Uint8Array): ReturnType<typeof readLedger> | null {
  try {
    return readLedger(bytes, vector.publicKey);
  } catch (error) {
    if (error instanceof IntegrityError) return null;
    throw error;
  }
}
