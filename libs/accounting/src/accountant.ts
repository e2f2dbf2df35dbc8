import type { DpEvent } from './dp-event.js';
import type { Adjacency } from './guarantee.js';

/** What an event costs: the pairs of epsilon and delta that hold for it. */
export interface PrivacyCurve {
  readonly kind: 'curve';
  /** The epsilon that holds at `delta`, between 0 and 1, both excluded; Infinity if none does. */
  epsilonAt(delta: number): number;
  /** The delta that holds at `epsilon`, finite and at least 0. */
  deltaAt(epsilon: number): number;
}

/** An event that an accountant has no theorem for; the reason is one sentence. */
export interface Unaccounted {
  readonly kind: 'refused';
  readonly reason: string;
}

/** One way to say what an event costs. */
export interface Accountant {
  readonly name: 'zcdp' | 'rdp' | 'pld' | 'gdp';
  /** `proved` figures may be promised; `approximate` ones are shown only, and labelled so. */
  readonly standing: 'proved' | 'approximate';
  /** @throws RangeError naming the field, if the event is malformed */
  account(event: DpEvent, adjacency: Adjacency): PrivacyCurve | Unaccounted;
}
