import { AggregationError, type AggregationReason } from './aggregation-error.js';
import { COORDINATOR, type Rehearsal } from './a-round.fixture.js';
import { agreementSha256, type Agreement } from './agreement.js';
import { rollClaim } from './claims.js';
import { contextOf } from './context.js';
import type { CoordinatorStateOf } from './coordinator/coordinator-state.js';
import type { Advert, CoordinatorMessage } from './messages.js';
import { nativePrimitives } from './primitives/native-primitives.js';
import type { SiteState } from './site/site-state.js';

export type MessageOf<K extends CoordinatorMessage['kind']> = Extract<CoordinatorMessage, { kind: K }>;

/** Why a step is refused; null if it is taken. */
export function refusal(step: () => unknown): AggregationReason | null {
  try {
    step();
    return null;
  } catch (error) {
    if (error instanceof AggregationError) return error.reason;
    throw error;
  }
}

/** What the coordinator would honestly say to a site at the opening of a phase. */
export function honest<K extends CoordinatorMessage['kind']>(rehearsal: Rehearsal, phase: 'sharing' | 'masking' | 'agreeing' | 'revealing', kind: K, to = 0): MessageOf<K> {
  const message = rehearsal.upTo(phase).find((outgoing) => outgoing.to === to)?.message;
  if (message?.kind !== kind) throw new Error(`No ${kind}.`);
  return message as MessageOf<K>;
}

/** A roll as the coordinator signs it, over whatever it likes. */
export function signedRoll(agreement: Agreement, adverts: readonly Advert[]): MessageOf<'roll'> {
  return { kind: 'roll', agreement: agreementSha256(agreement), adverts, signature: nativePrimitives.sign(rollClaim(contextOf(agreement, adverts)), COORDINATOR) };
}

export const other = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes, (byte, k) => (k === 0 ? byte ^ 1 : byte));

export function advertOf({ stage }: SiteState): Advert {
  if (stage.kind === 'finished') throw new Error('The advert is forgotten.');
  return stage.advert;
}

/** Site 0 after it has shared its secrets. */
export function atSharing(rehearsal: Rehearsal): SiteState {
  for (const { to, message } of rehearsal.upTo('sharing')) rehearsal.tell(to, message);
  return rehearsal.site(0);
}

export function inboxFor(rehearsal: Rehearsal, to: number): MessageOf<'inbox'> {
  const { context, shares } = rehearsal.coordinator as CoordinatorStateOf<'masking'>;
  return { kind: 'inbox', context, sharers: shares.map(({ site }) => site), boxes: shares.flatMap(({ site, boxes }) => boxes.filter((box) => box.site === to).map(({ box }) => ({ site, box }))) };
}
