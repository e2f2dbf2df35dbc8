import type { PrivateUtility } from '@commonward/evaluation/private';

/** The parts of the coordinator's HTTP answers that the tests look at. */
export interface HealthView {
  readonly standing: 'leader' | 'standby';
  readonly epoch: number;
}

export interface SiteView {
  readonly name: string;
  readonly state: string;
  readonly connected: boolean;
  readonly budget: { readonly capRhoUnits: number; readonly spentRhoUnits: number } | null;
  readonly quarantine: { readonly reason: string } | null;
}

export interface AnswerView {
  readonly site: string;
  readonly state: 'waiting' | 'released' | 'withdrawn' | 'refused' | 'left';
  readonly reason: string | null;
  readonly envelopeSha256: string | null;
  readonly ledger: { readonly seq: number; readonly head: string } | null;
}

export interface MaskedView {
  readonly attempt: number;
  readonly phase: string;
  readonly inSum: number;
  readonly deadlineAt: string;
  readonly sites: readonly { readonly site: string; readonly answered: readonly string[] }[];
  readonly givenUp: readonly { readonly attempt: number; readonly phase: string; readonly reason: string; readonly without: readonly string[] }[];
}

export interface StudyView {
  readonly id: string;
  readonly state: 'draft' | 'running' | 'paused' | 'expired' | 'trained' | 'evaluated' | 'stopped' | 'failed';
  readonly failure: string | null;
  readonly forecast: { readonly sites: readonly { readonly site: string; readonly rhoUnits: number }[] };
  readonly rounds: readonly { readonly phase: string; readonly attempt: number; readonly masked: MaskedView | null; readonly sites: readonly AnswerView[] }[];
  readonly plan: { readonly sha256: string; readonly blocks: readonly { readonly name: string }[] };
  readonly generator: { readonly sha256: string; readonly recordsEstimated: number } | null;
  readonly evaluates: { readonly study: string; readonly generatorSha256: string } | null;
  readonly evaluation: { readonly utility: PrivateUtility } | null;
}

export interface ExportView {
  readonly id: string;
  readonly state: 'requested' | 'approved' | 'preparing' | 'ready' | 'refused' | 'failed';
  readonly requestedBy: string;
  readonly decision: { readonly by: string; readonly reason: string | null } | null;
  readonly rows: number;
  readonly directory: string;
  readonly failure: string | null;
}

export interface Invitation {
  readonly joinToken: string;
  readonly expiresAt: string;
}
