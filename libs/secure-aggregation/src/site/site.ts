import { acceptInbox, acceptMasked } from './accept-inbox.js';
import { acceptRoll } from './accept-roll.js';
import { acceptSurvivors } from './accept-survivors.js';
import type { SiteTools } from './begin.js';
import { acceptConsents, acceptRecorded } from './reveal.js';
import type { SiteState } from './site-state.js';
import type { SiteEvent, SiteStep } from './site-step.js';

/**
 * A site's next step in an attempt: pure, and without randomness, so that after a crash the same events give the same bytes.
 *
 * The caller makes the new state durable, then carries out the effects. A message that comes again is answered again.
 * Guarantee: of one vector at most one sum is ever given away, and only with `threshold` sites in it.
 * @throws AggregationError if the event is refused; the state stands as it was
 * @see Bonawitz et al. 2017, figure 4, with the consistency check; docs/secure-aggregation.md
 */
export function siteStep(tools: SiteTools, state: SiteState, event: SiteEvent): SiteStep {
  switch (event.kind) {
    case 'masked':
      return acceptMasked(tools, state, event.sha256);
    case 'recorded':
      return acceptRecorded(tools, state, event.record);
    case 'received':
      return receive(tools, state, event);
    default:
      return event satisfies never;
  }
}

function receive(tools: SiteTools, state: SiteState, { message }: Extract<SiteEvent, { kind: 'received' }>): SiteStep {
  switch (message.kind) {
    case 'roll':
      return acceptRoll(tools.primitives, state, message);
    case 'inbox':
      return acceptInbox(tools, state, message);
    case 'survivors':
      return acceptSurvivors(tools, state, message);
    case 'consents':
      return acceptConsents(tools, state, message);
    default:
      return message satisfies never;
  }
}
