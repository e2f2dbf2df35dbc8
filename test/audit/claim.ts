import { pldAccountant, rdpAccountant, zcdpAccountant } from '@commonward/accounting';
import type { Adjacency, DpEvent } from '@commonward/accounting';

/** The smallest epsilon that any of our accountants proves for all that a build says it did. */
export function claimedEpsilon(events: readonly DpEvent[], { adjacency, delta }: { adjacency: Adjacency; delta: number }): number {
  const event = composed(events);
  const epsilons = [zcdpAccountant, rdpAccountant, pldAccountant].map((accountant) => {
    const cost = accountant.account(event, adjacency);
    return cost.kind === 'curve' ? cost.epsilonAt(delta) : Infinity;
  });
  return Math.min(...epsilons);
}

/** Equal events are accounted for once, as often as they happened. */
function composed(events: readonly DpEvent[]): DpEvent {
  const distinct = new Map(events.map((event) => [JSON.stringify(event), event]));
  const times = (text: string) => events.filter((event) => JSON.stringify(event) === text).length;
  return { kind: 'composed', parts: [...distinct].map(([text, event]) => ({ event, times: times(text) })) };
}
