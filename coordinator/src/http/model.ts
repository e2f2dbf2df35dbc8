import { UNITS_OF_PRIVACY } from '@commonward/accounting';
import { benchmarkReportShape } from '@commonward/evaluation';
import { AGGREGATIONS, TRUSTS } from '@commonward/synthesis/plan';
import { z } from 'zod';
import { ROLES } from '../accounts/account.js';
import { evaluation } from './evaluation-model.js';
import { allocation, clipping, comparedSetting, setting, tuning, workload } from './settings-model.js';

export { comparedSetting, evaluation };

/**
 * The shapes of the HTTP interface, in one place: OpenAPI, checks and the dashboard's types all come from here. A shape
 * with an `id` is a component of `openapi.json` under that name.
 */

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.iso.datetime();
const count = z.int().nonnegative();
const share = z.number();
const adjacency = z.enum(['add-or-remove-one', 'replace-one']);
const trust = z.enum(TRUSTS);
const aggregation = z.enum(AGGREGATIONS);

export const health = z
  .object({
    status: z.literal('up'),
    software: z.string(),
    standing: z.enum(['leader', 'standby']).describe('Of several coordinators on one store one leads; the others answer reads, and 503 to anything else.'),
    epoch: count.describe('The newest epoch of the lease that this coordinator knows of.'),
  })
 .meta({ id: 'Health' });

const role = z.enum(ROLES);
const token = z.string().max(200);
const password = z.string().min(12, 'a password has at least 12 characters').max(256, 'a password has at most 256 characters');
const accountName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,39}$/, 'a name has 1 to 40 lower-case letters, digits, dots, hyphens or underscores, and begins with a letter or digit');

export const signIn = z.strictObject({ name: z.string().trim().toLowerCase().max(200), password: z.string().max(256) }).meta({ id: 'SignIn' });
export const session = z.object({ name: z.string(), role }).meta({ id: 'Session' });

export const setUpToken = z.strictObject({ token }).meta({ id: 'SetUpToken' });
export const setUp = z
  .object({ account: z.string().nullable().describe('Null for the first study admin, who chooses the name.'), role, expiresAt: instant })
  .meta({ id: 'SetUp' });
export const setUpRequest = z.strictObject({ token, name: accountName, password }).meta({ id: 'SetUpRequest' });

export const account = z.object({ name: z.string(), role, createdAt: instant, isSetUp: z.boolean() }).meta({ id: 'Account' });
export const accountRequest = z.strictObject({ name: accountName, role }).meta({ id: 'AccountRequest' });
export const newAccount = z
  .object({ name: z.string(), role, setUpToken: z.string().describe('For the one-time link: the address of the dashboard with #setup= and this token.'), expiresAt: instant })
  .meta({ id: 'NewAccount' });

export const problem = z
  .object({ statusCode: z.int(), message: z.string().describe('One sentence for the person who asked.') })
  .meta({ id: 'Problem', description: 'Every answer that is not a success.' });

export const guarantee = z
  .strictObject({
    epsilon: z.number().positive(),
    delta: z.number().positive().lt(1),
    unit: z.enum(UNITS_OF_PRIVACY),
    adjacency,
  })
  .meta({ id: 'Guarantee' });

export const budget = z
  .object({
    capEpsilon: z.number(),
    spentEpsilon: z.number(),
    delta: z.number(),
    capRhoUnits: count,
    spentRhoUnits: count,
  })
  .meta({ id: 'Budget', description: 'What a site has signed about its own ledger; a rho unit is 1e-12 of one zCDP rho.' });

const sitePolicy = z.object({ epsilonCap: z.number(), deltaMax: z.number(), unit: z.enum(UNITS_OF_PRIVACY), adjacency, trust: trust.describe('`shared`: the site also takes part where it adds only its share of the noise.') }).meta({ id: 'SitePolicy' });

const quarantine = z.object({ reason: z.enum(['rollback', 'witness-rollback', 'equivocation']), since: instant }).meta({ id: 'Quarantine' });

export const site = z
  .object({
    name: z.string(),
    publicKey: z.string(),
    certificateFingerprint: hex.nullable(),
    state: z.enum(['invited', 'enrolled', 'revoked']),
    connected: z.boolean(),
    lastSeenAt: instant.nullable(),
    joinedAt: instant.nullable(),
    policy: sitePolicy.nullable(),
    budget: budget.nullable(),
    quarantine: quarantine.nullable().describe('Set while the site has stopped itself until its operator has acted.'),
  })
  .meta({ id: 'Site' });

export const invitationRequest = z.strictObject({ site: z.string(), expiresInSeconds: z.int().positive().max(604_800).optional() }).meta({ id: 'InvitationRequest' });
export const invitation = z.object({ site: z.string(), joinToken: z.string(), expiresAt: instant }).meta({ id: 'Invitation' });

export const studyRequest = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    dictionary: z.record(z.string(), z.unknown()),
    ...guarantee.shape,
    trust,
    setting: setting.optional(),
    allocation: allocation.optional(),
    tuning: tuning.optional(),
    aggregation: aggregation.optional().describe('What the coordinator sees; without it the sum only, with three or more sites.'),
    sites: z.array(z.string()).min(1).max(100),
    steps: z.int().positive().max(1000).optional().describe('With the setting `dp-training`: how many steps the training has, each a round; without it, the usual number.'),
    clipping: clipping.optional(),
    quorum: z.int().positive().optional().describe('How many sites have to release; without it, more than two thirds of them.'),
    answerWithinSeconds: z.int().positive().max(7_776_000).optional().describe('How long a round waits for every site; without it, a day.'),
  })
  .meta({ id: 'StudyRequest' });

const planView = z.object({ honestShares: count.describe('Shares of noise that the viewer cannot subtract.'), rhoUnits: count, rho: z.number(), epsilon: z.number() });

const planViews = z
  .object({
    booked: z.enum(['alone', 'coalition']),
    summed: count.describe('How many releases the sum holds at least.'),
    corrupted: count.describe('How many sites are taken to be against the one whose patients are protected, besides the coordinator.'),
    alone: planView,
    coalition: planView,
    allHonest: planView,
  })
  .meta({ id: 'PlanViews', description: 'What one release tells, by who is honest: nobody else, all sites but some, or all.' });

const rate = z.number().nonnegative();

const expectedError = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('tables'),
      oneWay: rate.describe('Mean total variation of tables of one column.'),
      twoWay: rate.describe('Mean total variation of tables of two columns.'),
      unrelated: rate.describe('The same of two columns, were every column right and none related to another.'),
      patients: count,
      turns: count,
    }),
    z.object({
      kind: z.literal('images'),
      frechet: rate.describe('Frechet distance between synthetic and real images of a class, mean over classes.'),
      isLeast: z.boolean().describe('Whether the noise is so wide that it will be at least that.'),
    }),
    z.object({ kind: z.literal('days'), correlation: rate.describe('Mean error of a correlation between two steps of a day.') }),
  ])
  .meta({ id: 'ExpectedError' });

const effortShare = z.object({ seconds: rate.describe('Processor time.'), mebibytes: rate });

export const expectation = z
  .object({ error: expectedError, effort: z.object({ site: effortShare, coordinator: effortShare }), sentences: z.array(z.string()) })
  .meta({ id: 'Expectation', description: 'What synthetic data of a study will be off by and what they will take, with the basis in words; from public numbers alone.' });

export const forecast = z
  .object({
    outcome: z.enum([...workload.options, 'refused']),
    reason: z.string(),
    relativeNoise: z.object({ target: z.number().nullable(), other: z.number().nullable() }),
    cohort: count.nullable(),
    guarantee,
    trust,
    aggregation,
    sites: z.array(z.object({ site: z.string(), epsilon: z.number(), rhoUnits: count })),
    views: planViews.nullable().describe('Null for a study that is refused.'),
    releaseBytes: count,
    expectation: expectation.nullable().describe('Null for a study that is refused, or of which a site declares no size.'),
    settings: z.array(comparedSetting).describe('The privacy settings that the study could have side by side, at the same guarantee.'),
  })
  .meta({ id: 'Forecast' });

export const evaluationRequest = z
  .strictObject({
    epsilon: guarantee.shape.epsilon,
    delta: guarantee.shape.delta,
    trust,
    aggregation: aggregation.optional().describe('What the coordinator sees; without it the sum only, with three or more sites.'),
    answerWithinSeconds: z.int().positive().max(7_776_000).optional().describe('How long a round waits for every site; without it, a day.'),
  })
  .meta({ id: 'EvaluationRequest', description: 'What each site may pay for an evaluation; unit and adjacency are those of the study that is evaluated.' });

export const studySummary = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.enum(['draft', 'running', 'paused', 'expired', 'trained', 'evaluated', 'stopped', 'failed']),
    evaluates: z.object({ study: z.string(), generatorSha256: hex }).nullable().describe('The generator that this study evaluates; null if it learns one.'),
    guarantee,
    trust,
    aggregation,
    sites: z.array(z.string()),
    quorum: count.describe('How many sites have to release.'),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'StudySummary' });

const column = z
  .object({
    name: z.string(),
    type: z.enum(['numeric', 'categorical']),
    categories: z.array(z.object({ code: z.string(), label: z.string() })).describe('Empty for a numeric column.'),
  })
  .meta({ id: 'StudyColumn' });

const plan = z
  .object({
    workload,
    sha256: hex,
    rosterSha256: hex.nullable().describe('Of a masked study: hash of its sites and their keys, as sites approve it for shared trust.'),
    tables: count,
    cells: count,
    grid: count,
    blocks: z.array(z.object({ name: z.string(), tables: count, noiseStdDev: z.number().describe('In records; of images in units of their scaled coefficients, of days in days, or in persons where these are the unit.') })),
  })
  .meta({ id: 'Plan' });

const answer = z
  .object({
    site: z.string(),
    state: z.enum(['waiting', 'released', 'withdrawn', 'refused', 'left']),
    booked: z.boolean().describe("Whether the site's ledger, as witnessed, has paid for this round, whatever became of it."),
    reason: z.string().nullable(),
    at: instant.nullable(),
    bytes: count.nullable(),
    envelopeSha256: hex.nullable(),
    receiptSha256: hex.nullable(),
    ledger: z.object({ seq: count, head: hex }).nullable(),
  })
  .meta({ id: 'RoundSite', description: 'What one site answered in one round.' });

const maskedPhase = z.enum(['advertising', 'sharing', 'masking', 'agreeing', 'revealing']);

const givenUpAttempt = z
  .object({
    attempt: count,
    phase: maskedPhase.describe('The phase that it did not get beyond.'),
    reason: z.enum(['too-few', 'survivor-gone']).describe('`too-few`: fewer sites than the threshold answered in time. `survivor-gone`: a site whose vector had come took it back, or left.'),
    without: z.array(z.string()).describe('The sites that it was given up for.'),
    at: instant,
  })
  .meta({ id: 'GivenUpAttempt', description: 'An attempt that was repeated with the same sealed vectors and fresh masks.' });

export const maskedSum = z
  .object({
    attempt: count.describe('From 0. An attempt that too few sites went through with is repeated, with the same sealed vectors and fresh masks.'),
    phase: z.enum([...maskedPhase.options, 'ended']),
    threshold: count.describe('So many masked vectors the sum holds at least.'),
    inSum: count.describe('How many masked vectors have come in this attempt.'),
    deadlineAt: instant.describe('From here on the open phase goes on without a missing site, if enough are left.'),
    overdue: z.boolean().describe('The deadline has passed with too few sites, and only waiting helps.'),
    sites: z.array(z.object({ site: z.string(), answered: z.array(maskedPhase) })).describe('In which phases of this attempt each site has answered.'),
    givenUp: z.array(givenUpAttempt).describe('The newest of the attempts that were given up, oldest first.'),
  })
  .meta({ id: 'MaskedSum' });

const round = z
  .object({
    round: count,
    attempt: count.describe('How often it was opened; an answer is kept from attempt to attempt.'),
    phase: z.enum(['collecting', 'complete', 'aborted']),
    reason: z.enum(['timeout', 'quorum', 'stopped']).nullable().describe('Why it was aborted.'),
    quorum: count,
    deadlineAt: instant.describe('From here on it waits for the quorum only.'),
    expiresAt: instant.describe('From here on it waits no more.'),
    overdue: z.boolean(),
    pausedAt: instant.nullable(),
    openedAt: instant,
    closedAt: instant.nullable(),
    masked: maskedSum.nullable().describe('How far the masked sum has come; null if the coordinator sees each release.'),
    sites: z.array(answer),
  })
  .meta({ id: 'Round' });

const generator = z
  .object({
    sha256: hex,
    trainedAt: instant,
    recordsEstimated: z.number().describe('Estimated from the noised totals; the true number stays at the sites.'),
    leftOut: z.array(z.object({ site: z.string(), reason: z.string() })).describe('Releases that cannot be honest counts with the noise of the plan; they are not in the sum.'),
    seconds: z.number(),
  })
  .meta({ id: 'Generator' });

const marginalCell = z
  .object({
    label: z.string(),
    released: share.describe('Share of all records; noise can make it negative.'),
    halfWidth: share.describe('Half the width of a 95 % interval for the noise.'),
    synthetic: share,
  })
  .meta({ id: 'MarginalCell' });

const marginal = z.object({ column: z.string(), cells: z.array(marginalCell) }).meta({ id: 'Marginal' });
const pairDistance = z.object({ columns: z.tuple([z.string(), z.string()]), tv: share }).meta({ id: 'PairDistance' });

export const fidelity = z
  .object({
    basis: z.literal('released statistics'),
    tv1: share,
    tv2: share.nullable().describe('Null when no pairs were released.'),
    noiseTv2: share.nullable().describe('What the noise alone causes in one released two-way table, on average.'),
    columns: z.array(marginal),
    pairs: z.array(pairDistance),
  })
  .meta({ id: 'Fidelity', description: 'The generator against the released statistics: post-processing, so it costs nothing.' });

export const statedReport = z
  .object({
    sha256: hex.describe('Of the report as canonical JSON.'),
    statedBy: z.string(),
    statedAt: instant,
    shownEpsilon: z.number().nullable().describe('The records were given away at least so far; null where the report did not put the guarantee to the test. No export is made where this is more than the guarantee.'),
  })
  .meta({ id: 'StatedReport', description: 'There is a benchmark report, and who answers for it.' });

export const benchmarkReport = benchmarkReportShape.meta({
  id: 'BenchmarkReport',
  description: 'A generator scored on a public cohort by someone who holds it: a statement, not a consequence of the releases.',
});

export const generatorFile = z
  .object({ plan: z.string().describe('Canonical JSON, with the data dictionary.'), generator: z.base64().describe('Little-endian float32 parameters.') })
  .meta({ id: 'GeneratorFile', description: 'A trained generator and the plan it was trained by, as stored.' });

export const study = studySummary
  .extend({
    dictionary: z.object({ kind: z.enum(['table', 'image', 'series']), name: z.string(), title: z.string(), target: z.string().nullable().describe('Of days null: none of what they hold is to be told from the rest.'), public: z.boolean(), columns: z.array(column) }),
    forecast,
    plan,
    rounds: z.array(round),
    summedAt: instant.nullable().describe('When the sum of its releases was known; null before that.'),
    generator: generator.nullable(),
    fidelity: fidelity.nullable(),
    report: statedReport.nullable(),
    evaluation: evaluation.nullable(),
    failure: z.string().nullable(),
  })
  .meta({ id: 'Study' });

export const stopRequest = z.strictObject({ reason: z.string().trim().min(1).max(500) }).meta({ id: 'StopRequest' });

export const condition = z
  .union([
    z.strictObject({ column: z.string(), allowed: z.array(z.string()).min(1) }),
    z.strictObject({ column: z.string(), atLeast: z.number().nullable(), atMost: z.number().nullable() }),
  ])
  .meta({ id: 'Condition' });

export const exportRequest = z
  .strictObject({
    rows: z.int().min(1).max(1_000_000),
    conditions: z.array(condition).max(50),
    purpose: z.string().trim().min(1).max(1000),
  })
  .meta({ id: 'ExportRequest' });

export const exportRefusal = z.strictObject({ reason: z.string().trim().min(1).max(500) }).meta({ id: 'ExportRefusal' });

const exportedFile = z.object({ name: z.string(), bytes: count, sha256: hex }).meta({ id: 'ExportFile' });

export const exported = z
  .object({
    id: z.string(),
    study: z.string(),
    studyName: z.string(),
    state: z.enum(['requested', 'approved', 'preparing', 'ready', 'refused', 'failed']),
    rows: count,
    conditions: z.array(condition),
    purpose: z.string(),
    requestedBy: z.string(),
    requestedAt: instant,
    decision: z.object({ by: z.string(), at: instant, reason: z.string().nullable().describe('Why it was refused; null for an approval.') }).nullable(),
    readyAt: instant.nullable(),
    generatorSha256: hex,
    reportSha256: hex.nullable().describe('The benchmark report that the export holds, fixed when it is approved; null for none.'),
    guarantee,
    directory: z.string(),
    files: z.array(exportedFile),
    failure: z.string().nullable(),
  })
  .meta({ id: 'Export' });

export const preview = z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string())) }).meta({ id: 'Preview' });

export const overview = z
  .object({
    consortium: z.object({ name: z.string(), publicKey: hex }),
    sites: z.object({ total: count, connected: count }),
    studies: z.object({ running: count, trained: count, total: count }),
    exports: count,
    budgets: z.array(z.object({ site: z.string(), budget: budget.nullable() })),
    latest: z.array(z.object({ at: instant, text: z.string() })),
  })
  .meta({ id: 'Overview' });

export const change = z
  .object({ type: z.literal('changed'), topic: z.enum(['sites', 'studies', 'exports', 'rounds']).describe('`rounds`: a site has answered in a masked round, and nothing else of the study changed.'), id: z.string().describe('Of a round: the study.') })
  .meta({ id: 'Change', description: 'Something changed and is worth reading again.' });
