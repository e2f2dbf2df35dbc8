import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { z } from 'zod';
import { canonicalJson, parseCanonicalJson } from './canonical-json.js';
import { sha256Hex } from './digest.js';
import { sign, verify, type Identity, type SignedBytes } from './identity.js';
import { IntegrityError } from './integrity-error.js';
import { statementSchemas, type Statement, type StatementKind, type StatementOf } from './statements.js';

/** A signed statement and the payload that it covers by hash. */
export interface Envelope {
  /** canonical JSON, signed as sent */
  readonly statement: Uint8Array;
  /** ed25519, 64 bytes */
  readonly signature: Uint8Array;
  /** may be empty */
  readonly payload: Uint8Array;
}

/** A statement as its author writes it; sealing adds the payload's hash. */
export type Unsealed<S extends Statement> = S extends Statement ? Omit<S, 'payloadSha256'> : never;

/**
 * Signs a statement together with its payload. Deterministic: the same content gets the same bytes.
 *
 * @throws RangeError if the signer is not the identity, a field is malformed, or the payload is not what the statement says
 */
export function seal(statement: Unsealed<Statement>, payload: Uint8Array, identity: Identity): Envelope {
  if (statement.signer !== identity.publicKey) throw new RangeError('The signer of a statement must be the identity that seals it.');
  const complete = { ...statement, payloadSha256: sha256Hex(payload) };
  const checked = statementSchemas[statement.kind].safeParse(complete);
  if (!checked.success) throw new RangeError(`The ${statement.kind} cannot be sealed: ${whatIsWrong(checked.error)}.`);
  const mismatch = payloadMismatch(checked.data, payload);
  if (mismatch !== null) throw new RangeError(mismatch);
  const bytes = utf8ToBytes(canonicalJson(checked.data));
  return { statement: bytes, signature: sign(forSigning(bytes), identity), payload };
}

/**
 * Checks an envelope and reads its statement. The signature is checked first, over the bytes as received; nothing is
 * parsed before it holds.
 *
 * @throws IntegrityError: `signature`, `format` (not the canonical JSON of a statement), `kind`, `signer` or `payload`
 */
export function open<K extends StatementKind>(envelope: Envelope, expected: { readonly kind: K; readonly publicKey: string }): StatementOf<K> {
  if (!verify(forSigning(envelope.statement), envelope.signature, expected.publicKey)) {
    throw new IntegrityError('signature', `The signature of the ${expected.kind} does not match the expected key.`);
  }
  const statement = readStatement(envelope.statement, expected.kind);
  if (statement.signer !== expected.publicKey) throw new IntegrityError('signer', `The ${expected.kind} names another signer than the key that signed it.`);
  if (statement.payloadSha256 !== sha256Hex(envelope.payload)) throw new IntegrityError('payload', `The payload is not the one that the ${expected.kind} covers.`);
  const mismatch = payloadMismatch(statement, envelope.payload);
  if (mismatch !== null) throw new IntegrityError('payload', mismatch);
  return statement;
}

/** The digest by which other statements speak of an envelope; the payload is covered by the statement. */
export function envelopeSha256({ statement, signature }: Envelope): string {
  return sha256Hex(concatBytes(statement, signature));
}

function readStatement<K extends StatementKind>(bytes: Uint8Array, kind: K): StatementOf<K> {
  const parsed = parseCanonicalJson(bytes);
  if (parsed === null) throw new IntegrityError('format', `The ${kind} is not in canonical form.`);
  if (kindOf(parsed.value) !== kind) throw new IntegrityError('kind', `Another kind of statement came where a ${kind} was expected.`);
  const checked = statementSchemas[kind].safeParse(parsed.value);
  if (!checked.success) throw new IntegrityError('format', `The ${kind} is malformed: ${whatIsWrong(checked.error)}.`);
  return checked.data;
}

function kindOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'kind' in value ? value.kind : null;
}

function payloadMismatch(statement: Statement, payload: Uint8Array): string | null {
  switch (statement.kind) {
    case 'offer':
      return statement.planSha256 === statement.payloadSha256 ? null : 'The plan in the payload is not the plan that the offer names.';
    case 'release':
      return payload.length === 4 * statement.length ? null : 'The payload does not hold as many integers as the release says.';
    case 'contribution':
    case 'receipt':
    case 'refusal':
    case 'hello':
    case 'witness':
      return payload.length === 0 ? null : `A ${statement.kind} carries no payload.`;
    default:
      return statement satisfies never;
  }
}

function forSigning(bytes: Uint8Array): SignedBytes {
  return { domain: 'commonward/envelope/1', bytes };
}

function whatIsWrong(error: z.ZodError): string {
  return error.issues.map(({ path, message }) => `${path.join('.') || 'the statement'}: ${message}`).join('; ');
}
