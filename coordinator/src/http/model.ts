import { z } from 'zod';

/** The shapes of the HTTP interface, in one place: OpenAPI, checks and the dashboard's types all come from here. */

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.iso.datetime();
const count = z.int().nonnegative();
const share = z.number();

export const guarantee = z.strictObject({
  epsilon: z.number().positive(),
  delta: z.number().positive().lt(1),
  unit: z.literal('patient'),
  adjacency: z.enum(['add-or-remove-one', 'replace-one']),
});

export const budget = z.object({
  capEpsilon: z.number(),
  spentEpsilon: z.number(),
  delta: z.number(),
  capRhoUnits: count,
  spentRhoUnits: count,
});

export const site = z.object({
  name: z.string(),
  publicKey: z.string(),
  certificateFingerprint: hex.nullable(),
  state: z.enum(['invited', 'enrolled']),
  connected: z.boolean(),
  lastSeenAt: instant.nullable(),
  joinedAt: instant.nullable(),
  policy: z.object({ epsilonCap: z.number(), deltaMax: z.number(), unit: z.literal('patient'), adjacency: guarantee.shape.adjacency }).nullable(),
  budget: budget.nullable(),
});

export const invitationRequest = z.strictObject({ site: z.string(), expiresInSeconds: z.int().positive().max(604_800).optional() });
export const invitation = z.object({ site: z.string(), joinToken: z.string(), expiresAt: instant });

export const studyRequest = z.strictObject({
  name: z.string().trim().min(1).max(120),
  dictionary: z.record(z.string(), z.unknown()),
  ...guarantee.shape,
  trust: z.literal('local'),
  sites: z.array(z.string()).min(1).max(100),
});

export const forecast = z.object({
  outcome: z.enum(['weighted-pairs', 'target-pairs', 'one-ways', 'refused']),
  reason: z.string(),
  relativeNoise: z.object({ target: z.number().nullable(), other: z.number().nullable() }),
  cohort: count.nullable(),
  guarantee,
  sites: z.array(z.object({ site: z.string(), epsilon: z.number(), rhoUnits: count })),
  releaseBytes: count,
});

export const studySummary = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['draft', 'running', 'trained', 'stopped', 'failed']),
  guarantee,
  trust: z.literal('local'),
  aggregation: z.literal('plain'),
  sites: z.array(z.string()),
  createdAt: instant,
  updatedAt: instant,
});

const answer = z.object({
  site: z.string(),
  state: z.enum(['waiting', 'released', 'refused']),
  reason: z.string().nullable(),
  at: instant.nullable(),
  bytes: count.nullable(),
  envelopeSha256: hex.nullable(),
  receiptSha256: hex.nullable(),
  ledger: z.object({ seq: count, head: hex }).nullable(),
});

export const fidelity = z.object({
  basis: z.literal('released statistics'),
  tv1: share,
  tv2: share.nullable(),
  noiseTv2: share.nullable(),
  columns: z.array(
    z.object({ column: z.string(), cells: z.array(z.object({ label: z.string(), released: share, halfWidth: share, synthetic: share })) }),
  ),
  pairs: z.array(z.object({ columns: z.tuple([z.string(), z.string()]), tv: share })),
});

export const study = studySummary.extend({
  dictionary: z.object({
    name: z.string(),
    title: z.string(),
    target: z.string(),
    public: z.boolean(),
    columns: z.array(z.object({ name: z.string(), type: z.enum(['numeric', 'categorical']) })),
  }),
  forecast,
  plan: z.object({
    workload: z.string(),
    sha256: hex,
    tables: count,
    cells: count,
    grid: count,
    blocks: z.array(z.object({ name: z.string(), tables: count, noiseStdDev: z.number() })),
  }),
  rounds: z.array(
    z.object({ round: count, phase: z.enum(['collecting', 'complete', 'aborted']), openedAt: instant, closedAt: instant.nullable(), sites: z.array(answer) }),
  ),
  generator: z.object({ sha256: hex, trainedAt: instant, recordsEstimated: z.number(), seconds: z.number() }).nullable(),
  fidelity: fidelity.nullable(),
  failure: z.string().nullable(),
});

export const stopRequest = z.strictObject({ reason: z.string().trim().min(1).max(500) });

export const condition = z.union([
  z.strictObject({ column: z.string(), allowed: z.array(z.string()).min(1) }),
  z.strictObject({ column: z.string(), atLeast: z.number().nullable(), atMost: z.number().nullable() }),
]);

export const exportRequest = z.strictObject({
  rows: z.int().min(1).max(1_000_000),
  conditions: z.array(condition).max(50),
  purpose: z.string().trim().min(1).max(1000),
});

export const exported = z.object({
  id: z.string(),
  study: z.string(),
  studyName: z.string(),
  state: z.enum(['preparing', 'ready', 'failed']),
  rows: count,
  conditions: z.array(condition),
  purpose: z.string(),
  requestedAt: instant,
  readyAt: instant.nullable(),
  generatorSha256: hex,
  guarantee,
  directory: z.string(),
  files: z.array(z.object({ name: z.string(), bytes: count, sha256: hex })),
  failure: z.string().nullable(),
});

export const preview = z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string())) });

export const overview = z.object({
  consortium: z.object({ name: z.string(), publicKey: hex }),
  sites: z.object({ total: count, connected: count }),
  studies: z.object({ running: count, trained: count, total: count }),
  exports: count,
  budgets: z.array(z.object({ site: z.string(), budget: budget.nullable() })),
  latest: z.array(z.object({ at: instant, text: z.string() })),
});
