import { createPrivateKey, sign } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import { canonicalJson } from './canonical-json.js';
import { identityFromSeed } from './identity.js';
import { headOf, NO_HEAD, type LedgerEntryContent, type SignedEntry } from './ledger-entries.js';
import { encodeEntry, readLedger } from './ledger-frames.js';

const LENGTHS = process.env['COMMONWARD_LONG'] === undefined ? [1_000] : [10_000, 100_000];
jest.setTimeout(600_000);

const seed = new Uint8Array(32).fill(7);
const identity = identityFromSeed(seed);
const key = createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]), format: 'der', type: 'pkcs8' });
const hash = 'a'.repeat(64);

function contentAt(seq: number): LedgerEntryContent {
  const ofRound = { study: 's', round: Math.floor((seq - 2) / 4) };
  if (seq === 0) return { kind: 'genesis', site: 'cleveland', publicKey: identity.publicKey };
  if (seq === 1) return { kind: 'policy', epsilonCap: 5, deltaMax: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one', capRhoUnits: 1e12, maxRhoUnitsPerRound: 1e12 };
  switch ((seq - 2) % 4) {
    case 0:
      return { kind: 'debit', ...ofRound, planSha256: hash, offerSha256: hash, event: { kind: 'discrete-gaussian', blocks: [{ squaredSensitivity: 1, variance: 1000 }] }, rhoUnits: 1 };
    case 1:
      return { kind: 'seal', ...ofRound, payloadSha256: hash };
    case 2:
      return { kind: 'witnessed', witnessSha256: hash };
    default:
      return { kind: 'receipt', ...ofRound, receiptSha256: hash };
  }
}

/** Whole rounds, signed by OpenSSL: forty times as fast as the library that the product signs with. */
function aLongLedger(length: number): Uint8Array {
  const frames: Uint8Array[] = [];
  let prev = NO_HEAD;
  for (let seq = 0; seq < length; seq += 1) {
    const entry = { v: 1 as const, seq, prev, ts: '2026-01-01T00:00:00.000Z', ...contentAt(seq) };
    const signed: SignedEntry = { ...entry, sig: sign(null, Buffer.from(`commonward/ledger/1\n${canonicalJson(entry)}`), key).toString('hex') };
    prev = headOf(signed);
    frames.push(encodeEntry(signed));
  }
  return new Uint8Array(Buffer.concat(frames));
}

describe('a long ledger', () => {
  it.each(LENGTHS)('of %d records is read whole', (length) => {
    const bytes = aLongLedger(length);
    const before = process.cpuUsage();
    const { chain, seq } = readLedger(bytes, identity.publicKey);
    const { user, system } = process.cpuUsage(before);
    expect({ seq, rounds: chain.debits.size, spent: chain.spentRhoUnits }).toEqual({ seq: length - 1, rounds: Math.ceil((length - 2) / 4), spent: Math.ceil((length - 2) / 4) });
    process.stdout.write(`a ledger of ${length} records, ${(bytes.length / 1e6).toFixed(1)} MB, was read in ${((user + system) / 1e6).toFixed(2)} s of processor time\n`);
  });
});
