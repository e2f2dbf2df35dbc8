import type { Export } from '../api/model.js';
import type { Tone } from '../figures/status.js';

type State = Export['state'];

export const exportTones: Record<State, Tone> = { requested: 'quiet', approved: 'busy', preparing: 'busy', ready: 'good', refused: 'warn', failed: 'bad' };

/** What a person who waits for an export is told; null where there is nothing to wait for. */
export const waitingLines: Record<State, string | null> = {
  requested: 'This request waits for the decision of a study admin. This page shows it as soon as it is made.',
  approved: 'Approved. The rows are drawn next; this page shows them as soon as they are ready.',
  preparing: 'The rows are being drawn and the folder is being written. This page shows it as soon as it is ready.',
  ready: null,
  refused: null,
  failed: null,
};
