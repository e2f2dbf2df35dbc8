/** The answers of the coordinator's HTTP API, as it documents them. */

export type Adjacency = 'add-or-remove-one' | 'replace-one';

export interface Guarantee {
  readonly epsilon: number;
  readonly delta: number;
  readonly unit: 'patient';
  readonly adjacency: Adjacency;
}

/** What a site has signed about its own ledger; rho units are 1e-12 of one zCDP rho. */
export interface Budget {
  readonly capEpsilon: number;
  readonly spentEpsilon: number;
  readonly delta: number;
  readonly capRhoUnits: number;
  readonly spentRhoUnits: number;
}

export interface SitePolicy {
  readonly epsilonCap: number;
  readonly deltaMax: number;
  readonly unit: Guarantee['unit'];
  readonly adjacency: Adjacency;
}

export interface Site {
  readonly name: string;
  readonly publicKey: string;
  readonly certificateFingerprint: string | null;
  readonly state: 'invited' | 'enrolled';
  readonly connected: boolean;
  readonly lastSeenAt: string | null;
  readonly joinedAt: string | null;
  readonly policy: SitePolicy | null;
  readonly budget: Budget | null;
}

export interface Invitation {
  readonly site: string;
  readonly joinToken: string;
  readonly expiresAt: string;
}

export interface Overview {
  readonly consortium: { readonly name: string; readonly publicKey: string };
  readonly sites: { readonly total: number; readonly connected: number };
  readonly studies: { readonly running: number; readonly trained: number; readonly total: number };
  readonly exports: number;
  readonly budgets: readonly { readonly site: string; readonly budget: Budget | null }[];
  readonly latest: readonly { readonly at: string; readonly text: string }[];
}

export type Workload = 'weighted-pairs' | 'target-pairs' | 'one-ways';

export interface Forecast {
  readonly outcome: Workload | 'refused';
  readonly reason: string;
  readonly relativeNoise: { readonly target: number | null; readonly other: number | null };
  readonly cohort: number | null;
  readonly guarantee: Guarantee;
  readonly sites: readonly { readonly site: string; readonly epsilon: number; readonly rhoUnits: number }[];
  readonly releaseBytes: number;
}

export type StudyState = 'draft' | 'running' | 'trained' | 'stopped' | 'failed';

export interface StudySummary {
  readonly id: string;
  readonly name: string;
  readonly state: StudyState;
  readonly guarantee: Guarantee;
  readonly trust: 'local';
  readonly aggregation: 'plain';
  readonly sites: readonly string[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface StudyColumn {
  readonly name: string;
  readonly type: 'numeric' | 'categorical';
}

export interface Plan {
  readonly workload: Workload;
  readonly sha256: string;
  readonly tables: number;
  readonly cells: number;
  readonly grid: number;
  /** `noiseStdDev` is in records. */
  readonly blocks: readonly { readonly name: string; readonly tables: number; readonly noiseStdDev: number }[];
}

export interface RoundSite {
  readonly site: string;
  readonly state: 'waiting' | 'released' | 'refused';
  readonly reason: string | null;
  readonly at: string | null;
  readonly bytes: number | null;
  readonly envelopeSha256: string | null;
  readonly receiptSha256: string | null;
  readonly ledger: { readonly seq: number; readonly head: string } | null;
}

export interface Round {
  readonly round: number;
  readonly phase: 'collecting' | 'complete' | 'aborted';
  readonly openedAt: string;
  readonly closedAt: string | null;
  readonly sites: readonly RoundSite[];
}

export interface Generator {
  readonly sha256: string;
  readonly trainedAt: string;
  /** Estimated from the noised totals; the true number stays at the sites. */
  readonly recordsEstimated: number;
  readonly seconds: number;
}

/** One cell of a one-way table: shares of all records, with the 95 % interval of the noise, which can make `released` negative. */
export interface MarginalCell {
  readonly label: string;
  readonly released: number;
  readonly halfWidth: number;
  readonly synthetic: number;
}

export interface Marginal {
  readonly column: string;
  readonly cells: readonly MarginalCell[];
}

export interface PairDistance {
  readonly columns: readonly [string, string];
  readonly tv: number;
}

/** The generator against the released statistics: post-processing, so it costs nothing. */
export interface Fidelity {
  readonly basis: 'released statistics';
  readonly tv1: number;
  /** Null when no pairs were released. */
  readonly tv2: number | null;
  /** What the noise alone causes in one released two-way table, on average. */
  readonly noiseTv2: number | null;
  readonly columns: readonly Marginal[];
  readonly pairs: readonly PairDistance[];
}

export interface Study extends StudySummary {
  readonly dictionary: {
    readonly name: string;
    readonly title: string;
    readonly target: string;
    readonly public: boolean;
    readonly columns: readonly StudyColumn[];
  };
  readonly forecast: Forecast;
  readonly plan: Plan;
  readonly rounds: readonly Round[];
  readonly generator: Generator | null;
  readonly fidelity: Fidelity | null;
  readonly failure: string | null;
}

export type Condition =
  | { readonly column: string; readonly allowed: readonly string[] }
  | { readonly column: string; readonly atLeast: number | null; readonly atMost: number | null };

export interface ExportRequest {
  readonly rows: number;
  readonly conditions: readonly Condition[];
  readonly purpose: string;
}

export interface ExportFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface Export extends ExportRequest {
  readonly id: string;
  readonly study: string;
  readonly studyName: string;
  readonly state: 'preparing' | 'ready' | 'failed';
  readonly requestedAt: string;
  readonly readyAt: string | null;
  readonly generatorSha256: string;
  readonly guarantee: Guarantee;
  readonly directory: string;
  readonly files: readonly ExportFile[];
  readonly failure: string | null;
}

export interface Preview {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export type Topic = 'sites' | 'studies' | 'exports';
