import { agreementSha256 } from '../agreement.js';
import type { CoordinatorMessage } from '../messages.js';
import { expected, type CoordinatorState, type CoordinatorStateOf } from './coordinator-state.js';

export interface Outgoing {
  /** Place in the roster. */
  readonly to: number;
  readonly message: CoordinatorMessage;
}

/** What opened the phase, for each site that it waits for; the same for every site but for its own boxes. */
export function openingMessages(state: CoordinatorState): readonly Outgoing[] {
  return state.kind === 'failed' || state.kind === 'recovered' ? [] : expected(state).flatMap((to) => messageFor(state, to));
}

/** What opened the phase, for one site: to be sent again when it comes back. Nothing if the phase does not wait for it. */
export function messageFor(state: CoordinatorState, to: number): readonly Outgoing[] {
  switch (state.kind) {
    case 'advertising':
    case 'recovered':
    case 'failed':
      return [];
    case 'sharing':
      return among(expected(state), to, { kind: 'roll', agreement: agreementSha256(state.agreement), adverts: state.adverts, signature: state.rollSignature });
    case 'masking':
      return among(expected(state), to, inboxOf(state, to));
    case 'agreeing':
      return among(expected(state), to, { kind: 'survivors', context: state.context, inputs: state.inputs.map(({ site, signature }) => ({ site, signature })) });
    case 'revealing':
      return among(expected(state), to, { kind: 'consents', context: state.context, consents: state.consents });
    default:
      return state satisfies never;
  }
}

function inboxOf({ context, shares }: CoordinatorStateOf<'masking'>, to: number): CoordinatorMessage {
  const boxes = shares.flatMap(({ site, boxes }) => boxes.filter((box) => box.site === to).map(({ box }) => ({ site, box })));
  return { kind: 'inbox', context, sharers: shares.map(({ site }) => site), boxes };
}

const among = (sites: readonly number[], to: number, message: CoordinatorMessage): readonly Outgoing[] => (sites.includes(to) ? [{ to, message }] : []);
