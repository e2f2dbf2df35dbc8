import { isObject, parseCanonical } from './canonical.js';
import type { Chain } from './chain.js';
import { hasFields, isCount, isHash, isHead, isName, isOneOf, isSignature, type Check, type Fields, type Head } from './fields.js';
import { fromHex, toHex } from './hex.js';
import { sha256 } from './sha256.js';
import { signatureHolds } from './signature.js';

const EMPTY = toHex(sha256(new Uint8Array()));
const signed = { consortium: isName, signer: isHash, payloadSha256: isOneOf(EMPTY) };
const isHeads: Check<Readonly<Record<string, Head>>> = (value): value is Readonly<Record<string, Head>> => isObject(value) && Object.entries(value).every(([site, head]) => isName(site) && isHead(head));
const receipt = { kind: isOneOf('receipt'), ...signed, study: isName, round: isCount, site: isName, envelopeSha256: isHash, ledger: isHead };
const witness = { kind: isOneOf('witness'), ...signed, site: isName, nonce: isHash, heads: isHeads };
const isReceipt = hasFields(receipt);
const isWitness = hasFields(witness);
const isEnvelope = hasFields({ statement: (value: unknown): value is string => typeof value === 'string', signature: isSignature, payload: isOneOf('') });

type Receipt = Fields<typeof receipt>;
type Statement = Receipt | Fields<typeof witness>;

/** One statement that the coordinator signed, held against the ledger. */
export interface Countersignature {
  readonly kind: 'witness' | 'receipt';
  /** The coordinator's key. */
  readonly signer: string;
  /** The record of this ledger that the statement countersigns. */
  readonly covers: Head;
}

/** A statement that is not the coordinator's, or contradicts the ledger. */
export interface Contradiction {
  readonly kind: 'contradiction';
  readonly sentence: string;
}

/**
 * The envelopes in a file: one, or a list of them.
 * @returns null if it holds no JSON
 */
export function envelopesIn(file: Uint8Array): readonly unknown[] | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file));
    return Array.isArray(value) ? (value as unknown[]) : [value];
  } catch {
    return null;
  }
}

/**
 * Holds a signed statement of the coordinator against a ledger: its signature, and that what it countersigns is a record of
 * exactly this chain. A head that the ledger does not reach proves that records are missing.
 * @param coordinatorKey null to take the key that the statement names
 * @see docs/ledger-format.md, section 6
 */
export function checkCountersignature(envelope: unknown, chain: Chain, coordinatorKey: string | null): Countersignature | Contradiction {
  if (!isEnvelope(envelope)) return contradiction('It is not a signed statement: expected a JSON object of statement, signature and an empty payload.');
  const bytes = new TextEncoder().encode(envelope.statement);
  const statement = parseCanonical(bytes);
  if (!isReceipt(statement) && !isWitness(statement)) return contradiction('It is neither a witness statement nor a receipt.');
  const key = coordinatorKey ?? statement.signer;
  const signature = fromHex(envelope.signature);
  if (statement.signer !== key || !signatureHolds({ domain: 'commonward/envelope/1', bytes }, signature, key)) return contradiction(`Its signature is not that of the coordinator's key ${key}.`);
  return held(statement, { chain, digest: toHex(sha256(concatenated(bytes, signature))) });
}

function held(statement: Statement, { chain, digest }: { readonly chain: Chain; readonly digest: string }): Countersignature | Contradiction {
  const site = chain.genesis?.site ?? '';
  const covers = statement.kind === 'receipt' ? statement.ledger : Object.hasOwn(statement.heads, site) ? statement.heads[site] : null;
  if (covers === null) return contradiction(`It says nothing about the site ${site}.`);
  const problem = strangeHead(covers, chain) ?? (statement.kind === 'receipt' ? strangeReceipt(statement, { chain, site, digest }) : strangeWitness(covers, { chain, digest }));
  return problem === null ? { kind: statement.kind, signer: statement.signer, covers } : contradiction(problem);
}

function strangeHead({ seq, head }: Head, { heads }: Chain): string | null {
  if (seq >= heads.length) return `It countersigns record ${seq}, but this ledger ends at record ${heads.length - 1}: records are missing from its end.`;
  return heads[seq] === head ? null : `It countersigns another record ${seq} than this ledger holds: one of the two histories was changed.`;
}

function strangeReceipt(statement: Receipt, { chain, site, digest }: { readonly chain: Chain; readonly site: string; readonly digest: string }): string | null {
  const name = `round ${statement.round} of study ${statement.study}`;
  if (statement.site !== site) return `It is a receipt of the site ${statement.site}, and this is the ledger of ${site}.`;
  const state = chain.account.round(statement)?.state;
  if (state?.kind !== 'sealed') return `It is a receipt for ${name}, which this ledger has not sealed.`;
  if (state.seq > statement.ledger.seq) return `It is a receipt for ${name}, and countersigns record ${statement.ledger.seq}, before the seal at record ${state.seq}.`;
  return state.receiptSha256 === null || state.receiptSha256 === digest ? null : `It is another receipt for ${name} than the one that this ledger has recorded.`;
}

/** A record that names this statement says that it covers everything before that record. */
function strangeWitness(covers: Head, { chain, digest }: { readonly chain: Chain; readonly digest: string }): string | null {
  const claim = chain.records.find((record) => record.kind === 'witnessed' && record.witnessSha256 === digest);
  if (claim === undefined || (claim.seq === covers.seq + 1 && claim.prev === covers.head)) return null;
  return `Record ${claim.seq} claims that this statement covers record ${claim.seq - 1}, and it covers record ${covers.seq}.`;
}

const contradiction = (sentence: string): Contradiction => ({ kind: 'contradiction', sentence });

function concatenated(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
