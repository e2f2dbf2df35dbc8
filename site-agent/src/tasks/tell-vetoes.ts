import { roundKey } from '@commonward/envelope';
import { refusalEnvelope } from '../egress/outgoing.js';
import { isClosedRound } from '../egress/unreachable.js';
import type { AgentLog } from '../console/agent-log.js';
import type { Link } from '../egress/link.js';
import type { Desk } from './answer-offer.js';

/**
 * Tells the coordinator, once in each connection, of every round whose study the operator has refused and of which a release
 * may have left: the refusal takes it back while the round is open. What was told is written down nowhere, so it is never
 * believed to be told when it was not.
 */
export function vetoTeller({ desk, link, log }: { readonly desk: Desk; readonly link: Link; readonly log: AgentLog }): () => Promise<void> {
  const told = new Set<string>();
  return async () => {
    for (const offer of desk.ledger.vetoedDebits) {
      if (told.has(roundKey(offer))) continue;
      const envelope = refusalEnvelope(desk.sender, offer, 'operator');
      try {
        await link.submitRefusal(envelope);
        log.refused({ kind: 'refusal', envelope, offer, reason: 'operator', remedy: null });
      } catch (error) {
        if (!isClosedRound(error)) throw error;
        log.closed(error.details);
      }
      told.add(roundKey(offer));
    }
  };
}
