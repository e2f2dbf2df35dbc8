import type { Unaccounted } from './accountant.js';
import type { DpEvent } from './dp-event.js';
import type { Adjacency } from './guarantee.js';
import { outOfRange } from './out-of-range.js';

export const refused = (reason: string): Unaccounted => Object.freeze({ kind: 'refused', reason });

/**
 * Why no accountant answers for an event under an adjacency; null if some may.
 *
 * A randomised answer is one per unit of privacy, so under `add-or-remove-one` the number of answers tells who is there:
 * only the answers themselves are protected, and only against replacing one.
 * @throws RangeError if the adjacency is none
 */
export function refusalOf(event: DpEvent, adjacency: Adjacency): Unaccounted | null {
  if (adjacency !== 'add-or-remove-one' && adjacency !== 'replace-one') throw outOfRange('adjacency', adjacency, 'a kind of adjacency');
  for (const part of partsOf(event)) {
    if (part.kind === 'non-private') return refused(`Records left without protection (${part.description}), which no epsilon covers.`);
    if (part.kind === 'unknown') return refused(`What happened cannot be accounted for (${part.description}).`);
    if (part.kind === 'randomised-response' && adjacency === 'add-or-remove-one') {
      return refused('The number of randomised answers tells who is there, so randomised response is accounted for under replace-one only.');
    }
  }
  return null;
}

/** Whether some part of an event happened to a Poisson sample. */
export function isSampled(event: DpEvent): boolean {
  return partsOf(event).some(({ kind }) => kind === 'poisson-sampled');
}

/** An event with all events inside it, at any depth. */
function partsOf(event: DpEvent): readonly DpEvent[] {
  if (event.kind === 'composed') return [event, ...event.parts.flatMap((part) => partsOf(part.event))];
  if (event.kind === 'poisson-sampled') return [event, ...partsOf(event.event)];
  return [event];
}
