import { agreementSha256 } from '../agreement.js';
import { AggregationError } from '../aggregation-error.js';
import { checkAdverts } from '../adverts.js';
import { consentClaim, sharersClaim } from '../claims.js';
import { sharersSha256, survivorsSha256 } from '../context.js';
import { graphOf } from '../graph.js';
import type { SiteMessage } from '../messages.js';
import { sameBytes } from '../primitives/derive.js';
import type { Primitives } from '../primitives/primitives.js';
import { expected, type CollectingState, type CoordinatorStateOf } from './coordinator-state.js';

type MessageOf<K extends SiteMessage['kind']> = Extract<SiteMessage, { kind: K }>;

/**
 * Takes in one site's message of the open phase; the newest counts until the phase is closed.
 *
 * @param from place in the roster of the site that the channel has proven the message to come from
 * @throws AggregationError if it has no place here or does not hold; the state stands, and the site counts as absent
 */
export function collect(primitives: Primitives, state: CollectingState, { from, message }: { readonly from: number; readonly message: SiteMessage }): CollectingState {
  if (!expected(state).includes(from)) throw new AggregationError('members', `Site ${from} is not expected at this point.`);
  const kind = message.kind;
  if (state.kind === 'advertising' && kind === 'advert') return { ...state, adverts: put(state.adverts, checkedAdvert(primitives, state, from, message)) };
  if (state.kind === 'sharing' && kind === 'shares') return { ...state, shares: put(state.shares, checkedShares(state, from, message)) };
  if (state.kind === 'masking' && kind === 'input') return { ...state, inputs: put(state.inputs, checkedInput(primitives, state, from, message)) };
  if (state.kind === 'agreeing' && kind === 'consent') return { ...state, consents: put(state.consents, checkedConsent(primitives, state, from, message)) };
  if (state.kind === 'revealing' && kind === 'reveal') return { ...state, reveals: put(state.reveals, checkedReveal(state, from, message)) };
  throw new AggregationError('phase', `The phase ${state.kind} takes no ${kind}.`);
}

function checkedAdvert(primitives: Primitives, { agreement }: CoordinatorStateOf<'advertising'>, from: number, message: MessageOf<'advert'>) {
  if (!sameBytes(message.agreement, agreementSha256(agreement))) throw new AggregationError('context', `Site ${from} has advertised for another agreement.`);
  if (message.advert.site !== from) throw new AggregationError('members', `Site ${from} has advertised for another site.`);
  checkAdverts(primitives, agreement, [message.advert]);
  return message.advert;
}

function checkedShares(state: CoordinatorStateOf<'sharing'>, from: number, { context, boxes }: MessageOf<'shares'>) {
  checkContext(state, from, context);
  const neighbours = new Set(graphOf(state.agreement).neighbours(from));
  const receivers = state.adverts.map(({ site }) => site).filter((site) => neighbours.has(site));
  checkSites(from, boxes.map(({ site }) => site), receivers);
  return { site: from, boxes };
}

function checkedInput(primitives: Primitives, state: CoordinatorStateOf<'masking'>, from: number, { context, maskedSha256, signature }: MessageOf<'input'>) {
  checkContext(state, from, context);
  const sharers = sharersSha256(state.context, state.shares.map(({ site }) => site));
  if (!primitives.verify(sharersClaim(sharers), signature, state.agreement.roster[from].identityKey)) throw new AggregationError('signature', `Site ${from} has not signed the sharers.`);
  return { site: from, maskedSha256, signature };
}

function checkedConsent(primitives: Primitives, state: CoordinatorStateOf<'agreeing'>, from: number, { context, signature }: MessageOf<'consent'>) {
  checkContext(state, from, context);
  const sharers = sharersSha256(state.context, state.shares.map(({ site }) => site));
  const bytes = consentClaim(survivorsSha256(sharers, state.inputs.map(({ site }) => site)));
  if (!primitives.verify(bytes, signature, state.agreement.roster[from].identityKey)) throw new AggregationError('signature', `Site ${from} has not consented to these survivors.`);
  return { site: from, signature };
}

function checkedReveal(state: CoordinatorStateOf<'revealing'>, from: number, { context, shares }: MessageOf<'reveal'>) {
  checkContext(state, from, context);
  const group = new Set(graphOf(state.agreement).group(from));
  checkSites(from, shares.map(({ site }) => site), state.shares.map(({ site }) => site).filter((site) => group.has(site)));
  return { site: from, shares };
}

function checkContext(state: { readonly context: Uint8Array }, from: number, context: Uint8Array): void {
  if (!sameBytes(context, state.context)) throw new AggregationError('context', `Site ${from} has answered in another context.`);
}

function checkSites(from: number, sites: readonly number[], due: readonly number[]): void {
  if (sites.length !== due.length || sites.some((site, k) => site !== due[k])) throw new AggregationError('members', `Site ${from} has not given shares for exactly the sites that are due.`);
}

function put<T extends { readonly site: number }>(items: readonly T[], item: T): readonly T[] {
  return [...items.filter(({ site }) => site !== item.site), item].sort((a, b) => a.site - b.site);
}
