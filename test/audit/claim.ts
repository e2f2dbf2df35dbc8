import { rdpAccountant, zcdpAccountant } from '@commonward/accounting';
import type { Adjacency, DpEvent } from '@commonward/accounting';

/** The smallest epsilon that any of our accountants proves for what a build says it did. */
export function claimedEpsilon(event: DpEvent, { adjacency, delta }: { adjacency: Adjacency; delta: number }): number {
  const epsilons = [zcdpAccountant, rdpAccountant].map((accountant) => {
    const cost = accountant.account(event, adjacency);
    return cost.kind === 'curve' ? cost.epsilonAt(delta) : Infinity;
  });
  return Math.min(...epsilons);
}
