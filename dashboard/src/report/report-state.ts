import type { StatedReport, Study } from '../api/model.js';

/** What stands in the way of a report. */
export type Absence = 'private' | 'unfinished' | 'ended' | 'missing';

export type ReportState = { readonly kind: 'stated'; readonly stated: StatedReport } | { readonly kind: 'absent'; readonly absence: Absence };

const absent = (absence: Absence): ReportState => ({ kind: 'absent', absence });

/** Whether there is a report. Exact scores are for public records only, so a private study has none whatever its state. */
export function reportState({ dictionary, state, report }: Study): ReportState {
  if (!dictionary.public) return absent('private');
  switch (state) {
    case 'draft':
    case 'running':
    case 'paused':
    case 'expired':
      return absent('unfinished');
    case 'evaluated':
    case 'stopped':
    case 'failed':
      return absent('ended');
    case 'trained':
      return report === null ? absent('missing') : { kind: 'stated', stated: report };
  }
}
