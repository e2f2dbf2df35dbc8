import { z } from 'zod';
import { adjacency, count, delta, epsilon, ledgerHead, name, publicKey, sha256, unit } from './fields.js';

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

/** The coordinator countersigns a release it accepted, and the head of the ledger that stood behind it. No payload. */
const receipt = z.strictObject({ kind: z.literal('receipt'), ...signed, ...ofRound, site: name, envelopeSha256: sha256, ledger: ledgerHead });

/** A site's policy says no. No payload: the reason is all that leaves. */
const refusal = z.strictObject({
  kind: z.literal('refusal'),
  ...signed,
  ...ofRound,
  site: name,
  offerSha256: sha256,
  reason: z.enum(['budget', 'delta', 'unit', 'dictionary', 'plan', 'operator']),
});

/** What a site allows at most, and what it has spent of it. No payload. */
const policy = z.strictObject({
  kind: z.literal('policy'),
  ...signed,
  site: name,
  epsilonCap: epsilon,
  deltaMax: delta,
  unit,
  adjacency,
  capRhoUnits: count,
  spentRhoUnits: count,
});

export type Offer = Readonly<z.infer<typeof offer>>;
export type Release = Readonly<z.infer<typeof release>>;
export type Receipt = Readonly<z.infer<typeof receipt>>;
export type Refusal = Readonly<z.infer<typeof refusal>>;
export type PolicyStatement = Readonly<z.infer<typeof policy>>;
export type RefusalReason = Refusal['reason'];

export type Statement = Offer | Release | Receipt | Refusal | PolicyStatement;
export type StatementKind = Statement['kind'];
export type StatementOf<K extends StatementKind> = Extract<Statement, { kind: K }>;

export const statementSchemas: { readonly [K in StatementKind]: z.ZodType<StatementOf<K>> } = { offer, release, receipt, refusal, policy };
