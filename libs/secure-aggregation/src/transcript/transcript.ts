import { AggregationError } from '../aggregation-error.js';
import { decodeCoordinatorState, encodeCoordinatorState, type CoordinatorStateOf, type RevealOfSite } from '../coordinator/coordinator-state.js';
import { recoverSecrets, type RecoveredSecrets } from '../coordinator/recover.js';
import { graphOf } from '../graph.js';
import type { Primitives } from '../primitives/primitives.js';
import type { Share } from '../sharing/shamir.js';

/** A finished attempt as its coordinator holds it: all shares are revealed, and only the event `closed` is missing. */
export type Transcript = CoordinatorStateOf<'revealing'>;

export const encodeTranscript = (transcript: Transcript): Uint8Array => encodeCoordinatorState(transcript);

/** @throws AggregationError `format` unless the bytes are the state of an attempt whose shares are being revealed */
export function decodeTranscript(bytes: Uint8Array): Transcript {
  const state = decodeCoordinatorState(bytes);
  if (state.kind !== 'revealing') throw new AggregationError('format', `The attempt is ${state.kind}: only one whose shares are revealed has a transcript.`);
  return state;
}

/**
 * What of an attempt decides its sum, and nothing else: no boxes, which only sites can open, and of each secret exactly the
 * shares that give it. So nothing in it is beyond an outsider's check, and a site that gave a wrong share spoils it for nobody.
 *
 * The transcript of a published transcript is itself.
 * @throws AggregationError `share` naming a site whose secret the shares do not give
 */
export const publishedTranscript = (primitives: Primitives, transcript: Transcript): Transcript => withDeciding(transcript, recoverSecrets(primitives, transcript));

export function withDeciding(transcript: Transcript, secrets: RecoveredSecrets): Transcript {
  return { ...transcript, shares: transcript.shares.map(({ site }) => ({ site, boxes: [] })), reveals: decidingReveals(transcript, secrets) };
}

function decidingReveals({ agreement, reveals }: Transcript, { survivors, gone }: RecoveredSecrets): readonly RevealOfSite[] {
  const graph = graphOf(agreement);
  const givers = new Map([...survivors, ...gone].map(({ advert: { site }, shares }) => [site, holdersOf(shares, graph.group(site))]));
  return reveals
    .map(({ site: holder, shares }) => ({ site: holder, shares: shares.filter(({ site }) => givers.get(site)?.has(holder) === true) }))
    .filter(({ shares }) => shares.length > 0);
}

const holdersOf = (shares: readonly Share[], group: readonly number[]): ReadonlySet<number> => new Set(shares.map(({ point }) => group[point - 1]));
