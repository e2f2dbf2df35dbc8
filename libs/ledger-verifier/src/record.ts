import { canonicalText, isObject, parseCanonical } from './canonical.js';
import { hasFields, isAbsentOr, isCount, isHash, isHead, isInstant, isName, isNullOr, isOneOf, isPositive, isProbability, isSignature, type Fields } from './fields.js';
import { fromHex, toHex } from './hex.js';
import { sha256 } from './sha256.js';
import { signatureHolds } from './signature.js';

const inChain = { v: isOneOf(1), seq: isCount, prev: isHash, ts: isInstant, sig: isSignature };
const ofRound = { study: isName, round: isCount };

/** Many programs read past a member of this name, and then see another record than others do. */
const isEvent = (value: unknown): value is Readonly<Record<string, unknown>> => isObject(value) && !Object.hasOwn(value, '__proto__');

/** The members of each kind of record: docs/ledger-format.md, section 3. */
const SHAPES = {
  genesis: { ...inChain, kind: isOneOf('genesis'), site: isName, publicKey: isHash },
  policy: {
    ...inChain,
    kind: isOneOf('policy'),
    epsilonCap: isPositive,
    deltaMax: isProbability,
    unit: isOneOf('patient', 'day', 'image'),
    adjacency: isOneOf('add-or-remove-one', 'replace-one'),
    trust: isAbsentOr(isOneOf('local', 'shared')),
    capRhoUnits: isCount,
    maxRhoUnitsPerRound: isCount,
  },
  debit: { ...inChain, kind: isOneOf('debit'), ...ofRound, planSha256: isHash, offerSha256: isHash, event: isEvent, rhoUnits: isCount },
  seal: { ...inChain, kind: isOneOf('seal'), ...ofRound, payloadSha256: isHash },
  unmask: { ...inChain, kind: isOneOf('unmask'), ...ofRound, survivorsSha256: isHash },
  witnessed: { ...inChain, kind: isOneOf('witnessed'), witnessSha256: isHash },
  receipt: { ...inChain, kind: isOneOf('receipt'), ...ofRound, receiptSha256: isHash },
  forfeit: { ...inChain, kind: isOneOf('forfeit'), rhoUnits: isCount, reason: isName },
  reconcile: { ...inChain, kind: isOneOf('reconcile'), rhoUnits: isCount, discarded: isNullOr(isHead), witnessed: isNullOr(isHead) },
  veto: { ...inChain, kind: isOneOf('veto'), study: isName },
  approval: { ...inChain, kind: isOneOf('approval'), study: isName },
} as const;

type Shapes = typeof SHAPES;
export type RecordOf<K extends keyof Shapes> = Fields<Shapes[K]>;
export type LedgerRecord = { [K in keyof Shapes]: RecordOf<K> }[keyof Shapes];

const isRecord = (value: unknown): value is LedgerRecord => Object.values(SHAPES).some((shape) => hasFields(shape)(value));

/** @returns null unless the bytes are the canonical JSON of a record of some kind */
export function parseRecord(body: Uint8Array): LedgerRecord | null {
  const value = parseCanonical(body);
  return isRecord(value) ? value : null;
}

/** A record's hash, over its bytes as they are stored. */
export const headOf = (body: Uint8Array): string => toHex(sha256(body));

/** Whether the signature in the record is this key's over the canonical JSON of all its other members. */
export function recordSignatureHolds({ sig, ...signed }: LedgerRecord, publicKey: string): boolean {
  return signatureHolds({ domain: 'commonward/ledger/1', bytes: new TextEncoder().encode(canonicalText(signed, 0)) }, fromHex(sig), publicKey);
}
