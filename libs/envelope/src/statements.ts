import { z } from 'zod';
import { count, ledgerHead, name, publicKey, sha256 } from './fields.js';

const signed = { consortium: name, signer: publicKey, payloadSha256: sha256 };
const ofRound = { study: name, round: count };

/** The coordinator asks for a round. Payload: the plan's JSON. */
const offer = z.strictObject({ kind: z.literal('offer'), ...signed, ...ofRound, planSha256: sha256 });

/** A site's one answer to a round. Payload: `length` integers of 32 bits, little-endian. */
const release = z.strictObject({
  kind: z.literal('release'),
  ...signed,
  ...ofRound,
  site: name,
  planSha256: sha256,
  /** digest of the offer's envelope */
  offerSha256: sha256,
  length: count,
  ledger: ledgerHead,
  budget: z.strictObject({ spentRhoUnits: count, capRhoUnits: count }),
});

/**
 * What a site says of its part in a masked sum, in place of a release: what its ledger has sealed, and which masked vector it
 * sent in which attempt. No payload.
 */
const contribution = z.strictObject({
  kind: z.literal('contribution'),
  ...signed,
  ...ofRound,
  site: name,
  planSha256: sha256,
  /** digest of the offer's envelope */
  offerSha256: sha256,
  attempt: count,
  /** to the noised vector, as the ledger has sealed it */
  commitment: sha256,
  /** of the masked vector, as little-endian words */
  maskedSha256: sha256,
  length: count,
  ledger: ledgerHead,
  budget: z.strictObject({ spentRhoUnits: count, capRhoUnits: count }),
});

/** The coordinator countersigns a release or a contribution it accepted, and the head of the ledger that stood behind it. No payload. */
const receipt = z.strictObject({ kind: z.literal('receipt'), ...signed, ...ofRound, site: name, envelopeSha256: sha256, ledger: ledgerHead });

/** A site's policy says no. No payload: the reason is all that leaves. */
const refusal = z.strictObject({
  kind: z.literal('refusal'),
  ...signed,
  ...ofRound,
  site: name,
  offerSha256: sha256,
  /**
   * `lost`: the bytes that were sealed for the round are gone, and are never made again;
   * `trust`: the plan counts on the noise of other sites, which the policy does not allow;
   * `roster`: it counts on the noise of sites whose keys the operator has not approved
   */
  reason: z.enum(['budget', 'delta', 'unit', 'trust', 'roster', 'dictionary', 'plan', 'operator', 'lost']),
});

/**
 * Why a site has stopped itself:
 * - `rollback`: the coordinator has witnessed records that this site's ledger does not hold
 * - `witness-rollback`: the coordinator has forgotten records that it had witnessed
 * - `equivocation`: the coordinator has signed two histories of one ledger
 */
const quarantine = z.enum(['rollback', 'witness-rollback', 'equivocation']);

/** Drawn anew for each hello, so that an old answer is not taken for a new one. */
const nonce = sha256;

/** A site says who it is and where its ledger stands. First on every connection, and with every news of the ledger. No payload. */
const hello = z.strictObject({
  kind: z.literal('hello'),
  ...signed,
  site: name,
  nonce,
  ledger: ledgerHead,
  quarantine: quarantine.nullable(),
});

/** The coordinator says which record of each site's ledger is the newest it holds: the answer to one hello. No payload. */
const witness = z.strictObject({ kind: z.literal('witness'), ...signed, site: name, nonce, heads: z.record(name, ledgerHead) });

export type Offer = Readonly<z.infer<typeof offer>>;
export type Release = Readonly<z.infer<typeof release>>;
export type Contribution = Readonly<z.infer<typeof contribution>>;
export type Receipt = Readonly<z.infer<typeof receipt>>;
export type Refusal = Readonly<z.infer<typeof refusal>>;
export type Hello = Readonly<z.infer<typeof hello>>;
export type Witness = Readonly<z.infer<typeof witness>>;
export type QuarantineReason = z.infer<typeof quarantine>;
export type RefusalReason = Refusal['reason'];

export type Statement = Offer | Release | Contribution | Receipt | Refusal | Hello | Witness;
export type StatementKind = Statement['kind'];
export type StatementOf<K extends StatementKind> = Extract<Statement, { kind: K }>;

export const statementSchemas: { readonly [K in StatementKind]: z.ZodType<StatementOf<K>> } = { offer, release, contribution, receipt, refusal, hello, witness };
