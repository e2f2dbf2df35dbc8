/**
 * What does not hold:
 * - `signature`: the signature is not the expected key's over these bytes
 * - `signer`: validly signed, but the statement names another key or party
 * - `kind`: another kind of statement than the one expected
 * - `format`: not canonical JSON of the expected fields
 * - `payload`: the payload is not the one the statement covers
 * - `chain`: a record that cannot follow the records before it
 * - `rollback`: records that once were there are missing
 */
export type IntegrityReason = 'signature' | 'signer' | 'kind' | 'format' | 'payload' | 'chain' | 'rollback';

/** Bytes that cannot be trusted. The message is one plain sentence and quotes nothing from a payload. */
export class IntegrityError extends Error {
  override readonly name = 'IntegrityError';
  readonly reason: IntegrityReason;

  constructor(reason: IntegrityReason, message: string) {
    super(message);
    this.reason = reason;
  }
}
