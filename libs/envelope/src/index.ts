export { canonicalJson, parseCanonicalJson } from './canonical-json.js';
export { sha256Hex } from './digest.js';
export { signEnrolment, verifyEnrolment, type EnrolmentClaim } from './enrolment-proof.js';
export { envelopeFromBytes, envelopeToBytes } from './envelope-bytes.js';
export { envelopeFromJson, envelopeToJson } from './envelope-json.js';
export { envelopeSha256, open, seal, type Envelope, type Unsealed } from './envelope.js';
export type { LedgerHead } from './fields.js';
export { identityFromSeed, sign, verify, type Identity, type SignedBytes, type SigningDomain } from './identity.js';
export { IntegrityError, type IntegrityReason } from './integrity-error.js';
export { joinTokenText, parseJoinToken, type JoinToken } from './join-token.js';
export {
  budgetOf,
  extendChain,
  extendChainBy,
  forfeitRhoUnits,
  isAffordable,
  isSummed,
  mayHaveLostUnmask,
  roundKey,
  type Budget,
  type DebitState,
  type LedgerChain,
  type RecordedDebit,
  type RecordedSeal,
  type RoundOfStudy,
} from './ledger-chain.js';
export {
  entrySignatureHolds,
  headOf,
  NO_HEAD,
  signEntry,
  type EntryOf,
  type LedgerEntry,
  type LedgerEntryContent,
  type LedgerEntryKind,
  type SignedEntry,
} from './ledger-entries.js';
export { auditLedger, decodeEntries, encodeEntry, readLedger, type LedgerReading } from './ledger-frames.js';
export { extendReplica, type LedgerReplica } from './ledger-replica.js';
export type {
  Contribution,
  Offer,
  Hello,
  QuarantineReason,
  Receipt,
  Refusal,
  RefusalReason,
  Release,
  Statement,
  StatementKind,
  StatementOf,
  Witness,
} from './statements.js';
