import type { Guarantee } from '@commonward/accounting';
import type { Condition } from '@commonward/synthesis/coordinator';

/** Synthetic records that someone asked for; once a study admin has approved, a folder on disk. */
export interface Export {
  readonly id: string;
  readonly study: string;
  readonly studyName: string;
  readonly state: ExportState;
  readonly rows: number;
  readonly conditions: readonly Condition[];
  readonly purpose: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly decision: Decision | null;
  readonly readyAt: string | null;
  readonly generatorSha256: string;
  /** The benchmark report that the export holds, fixed by the approval, so that a second attempt makes the same bytes; null for none. */
  readonly reportSha256: string | null;
  readonly guarantee: Guarantee;
  readonly directory: string;
  readonly files: readonly ExportedFile[];
  readonly failure: string | null;
}

export type ExportState = 'requested' | 'approved' | 'preparing' | 'ready' | 'refused' | 'failed';

export interface Decision {
  readonly by: string;
  readonly at: string;
  /** Why it was refused; null for an approval. */
  readonly reason: string | null;
}

export interface ExportedFile {
  /** Path inside the export's folder. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

export type ExportEvent =
  | { readonly kind: 'approved'; readonly by: string; readonly at: string; readonly reportSha256: string | null }
  | { readonly kind: 'refused'; readonly by: string; readonly at: string; readonly reason: string }
  | { readonly kind: 'begun' }
  | { readonly kind: 'written'; readonly at: string; readonly files: readonly ExportedFile[] }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * The next state of an export, or the export itself where the event has no meaning in its state. A decision is final:
 * after a refusal there is only a new request. Nothing is prepared that was not approved.
 */
export function transition(exported: Export, event: ExportEvent): Export {
  switch (event.kind) {
    case 'approved':
      return exported.state === 'requested' ? { ...exported, state: 'approved', decision: { by: event.by, at: event.at, reason: null }, reportSha256: event.reportSha256 } : exported;
    case 'refused':
      return exported.state === 'requested' ? { ...exported, state: 'refused', decision: { by: event.by, at: event.at, reason: event.reason } } : exported;
    case 'begun':
      return exported.state === 'approved' ? { ...exported, state: 'preparing' } : exported;
    case 'written':
      return exported.state === 'preparing' ? { ...exported, state: 'ready', files: event.files, readyAt: event.at } : exported;
    case 'failed':
      return exported.state === 'preparing' ? { ...exported, state: 'failed', failure: event.reason } : exported;
    default:
      return event satisfies never;
  }
}

/** Whether an export was approved and is not there yet: what a coordinator has to go on with after a restart. */
export const isUnderWay = ({ state }: Export): boolean => state === 'approved' || state === 'preparing';
