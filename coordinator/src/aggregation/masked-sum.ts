import {
  AggregationError,
  answered,
  coordinatorStep,
  missing,
  openAttempt,
  type Agreement,
  type CollectingState,
  type CoordinatorTools,
  type SiteMessage,
} from '@commonward/secure-aggregation';
import type { StoredEnvelope } from '../rounds/answer.js';
import { decodedState, encodedBytes, encodedState } from './decoded-states.js';

/** A site that comes and goes can have an attempt repeated for as long as the round is open; the document does not grow with it. */
const MOST_GIVEN_UP = 16;

/** The masked sum of one round, from its first attempt to the one that succeeds. */
export interface MaskedSum {
  readonly study: string;
  readonly round: number;
  /** Which attempt of the round the sum was last begun in: how often it had been opened again. */
  readonly opening: number;
  readonly attempt: number;
  /** The open phase with what has come in it, as `encodeCoordinatorState` writes it, in base64; of a sum that has ended, the last phase. */
  readonly state: string;
  readonly phase: CollectingState['kind'];
  /** From here on the open phase goes on without the sites that it waits for, if enough are left. */
  readonly deadlineAt: string;
  /** How long a phase waits for every site; the first advert is asked for as long as the round waits. */
  readonly phaseWithinMs: number;
  /** Whether the deadline has been seen to pass with too few sites. */
  readonly overdue: boolean;
  /** Since when its time stands still. */
  readonly pausedAt: string | null;
  /** By site: the masked vectors of this attempt. */
  readonly inputs: Readonly<Record<string, MaskedInput>>;
  /** Whether the masks that were left in the sum are known. */
  readonly ended: boolean;
  /** The newest of the attempts that were given up, oldest first. */
  readonly givenUp: readonly GivenUpAttempt[];
}

/** An attempt that was repeated with the same sealed vectors and fresh keys. */
export interface GivenUpAttempt {
  readonly attempt: number;
  /** The phase that it did not get beyond. */
  readonly phase: CollectingState['kind'];
  /** `too-few`: fewer sites than the threshold answered in time. `survivor-gone`: a site whose vector had come took it back, or left. */
  readonly reason: 'too-few' | 'survivor-gone';
  /** The sites that it was given up for. */
  readonly without: readonly string[];
  readonly at: string;
}

/** A masked vector in the blob store, and what its site says of it. */
export interface MaskedInput {
  /** Blobs, in order; 256 KiB of little-endian integers each, the last one less. */
  readonly frames: readonly string[];
  readonly maskedSha256: string;
  readonly contribution: StoredEnvelope;
}

export type MaskedSumEvent =
  /** `from`: place in the roster of the site that the channel has proven. `input`: with an input, its vector, whose digest was checked. */
  | { readonly kind: 'received'; readonly from: number; readonly message: SiteMessage; readonly input: MaskedInput | null; readonly at: string; readonly gone: readonly number[] }
  /** What time it is, and which sites take part no more. */
  | { readonly kind: 'time'; readonly at: string; readonly gone: readonly number[] }
  | { readonly kind: 'paused'; readonly at: string }
  | { readonly kind: 'resumed'; readonly at: string }
  /** The round, which had run out of time, waits for its sites once more. */
  | { readonly kind: 'reopened'; readonly opening: number; readonly deadlineAt: string };

export interface FirstAttempt {
  readonly agreement: Agreement;
  readonly opening: number;
  readonly deadlineAt: string;
  readonly phaseWithinMs: number;
}

export function openSum({ agreement, opening, deadlineAt, phaseWithinMs }: FirstAttempt): MaskedSum {
  const { study, round } = agreement;
  return { study, round, opening, phaseWithinMs, pausedAt: null, ended: false, givenUp: [], ...attemptOf(agreement, deadlineAt) };
}

/**
 * The next state of a sum, or the sum itself where the event has no meaning in its state.
 *
 * A phase is over once nobody is missing, or its deadline has passed and enough sites have answered. With too few sites an attempt
 * whose sites have masked already is repeated, with the same sealed vectors and fresh keys; adverts are waited for, and so are
 * the shares that open the sum, because by then its vectors are bound to it.
 * @throws AggregationError if a message does not hold; the sum stands as it was
 */
export function transition(tools: CoordinatorTools, sum: MaskedSum, event: MaskedSumEvent): MaskedSum {
  if (sum.ended) return sum;
  switch (event.kind) {
    case 'received':
      return settled(tools, received(tools, sum, event), event);
    case 'time':
      return settled(tools, sum, event);
    case 'paused':
      return sum.pausedAt === null ? { ...sum, pausedAt: event.at } : sum;
    case 'resumed':
      return sum.pausedAt === null ? sum : { ...sum, pausedAt: null, deadlineAt: later(sum.deadlineAt, Date.parse(event.at) - Date.parse(sum.pausedAt)) };
    case 'reopened':
      return event.opening > sum.opening ? reopened(sum, event) : sum;
    default:
      return event satisfies never;
  }
}

/** When time alone changes a sum next; null if it does not. */
export function sumDueAt({ ended, pausedAt, overdue, deadlineAt }: MaskedSum): string | null {
  return ended || pausedAt !== null || overdue ? null : deadlineAt;
}

/** The open phase of a sum. */
export const stateOf = ({ state }: Pick<MaskedSum, 'state'>): CollectingState => decodedState(state);

export const stateBytes = ({ state }: Pick<MaskedSum, 'state'>): Uint8Array => encodedBytes(state);

/** Whether a site's vector can no longer be kept out of the sum: shares that open it may have been given. */
export function isBound(sum: MaskedSum, site: string): boolean {
  const state = stateOf(sum);
  const bound = state.kind === 'revealing' || (state.kind === 'agreeing' && bindsBeforeConsent(state.agreement));
  return bound && state.inputs.some((input) => state.agreement.roster[input.site].site === site);
}

/** In a regular graph sites bind their vectors before they consent, and else before they give shares. */
const bindsBeforeConsent = ({ graph }: Agreement): boolean => graph === 'regular';

/**
 * Adverts are asked for anew, in the next attempt: sites that are ahead of a coordinator which was set back answer no earlier one.
 * A later phase has all the adverts that it needs, and goes on.
 */
function reopened(sum: MaskedSum, { opening, deadlineAt }: Extract<MaskedSumEvent, { kind: 'reopened' }>): MaskedSum {
  const { kind, agreement } = stateOf(sum);
  return kind === 'advertising' ? { ...sum, opening, ...attemptOf({ ...agreement, attempt: agreement.attempt + 1 }, deadlineAt) } : { ...sum, opening };
}

function received(tools: CoordinatorTools, sum: MaskedSum, { from, message, input }: Extract<MaskedSumEvent, { kind: 'received' }>): MaskedSum {
  const { state } = coordinatorStep(tools, stateOf(sum), { kind: 'received', from, message });
  if (state.kind === 'recovered' || state.kind === 'failed') throw new Error('A message does not end an attempt.');
  const inputs = input === null ? sum.inputs : { ...sum.inputs, [state.agreement.roster[from].site]: input };
  return { ...sum, ...stored(state), inputs };
}

function settled(tools: CoordinatorTools, sum: MaskedSum, { at, gone }: { readonly at: string; readonly gone: readonly number[] }): MaskedSum {
  const state = stateOf(sum);
  const lost = lostSurvivors(state, gone);
  if (lost.length > 0) return repeated(sum, state, { at, reason: 'survivor-gone', without: lost });
  const isLate = sum.pausedAt === null && Date.parse(at) >= Date.parse(sum.deadlineAt);
  if (missing(state).some((site) => !gone.includes(site)) && !isLate) return sum;
  if (answered(state).length >= state.agreement.threshold) return closed(tools, sum, { state, at });
  if (canRepeat(state)) return repeated(sum, state, { at, reason: 'too-few', without: silent(state) });
  return isLate && !sum.overdue ? { ...sum, overdue: true } : sum;
}

/** Survivors that leave before anything is unmasked are left out, with their vectors: of those that have consented none is bound yet. */
function lostSurvivors(state: CollectingState, gone: readonly number[]): readonly number[] {
  return state.kind === 'agreeing' && canRepeat(state) ? state.inputs.map(({ site }) => site).filter((site) => gone.includes(site)) : [];
}

/** The sites of the roster that have not come as far as the end of this phase. */
function silent(state: CollectingState): readonly number[] {
  const here = new Set(answered(state));
  return state.agreement.roster.map((_, site) => site).filter((site) => !here.has(site));
}

/** Whether an attempt that has too few sites left is better begun anew: in the first phase nothing is lost by waiting, and in the last nothing else can follow. */
const canRepeat = ({ kind, agreement }: CollectingState): boolean => kind === 'sharing' || kind === 'masking' || (kind === 'agreeing' && !bindsBeforeConsent(agreement));

function closed(tools: CoordinatorTools, sum: MaskedSum, { state, at }: { readonly state: CollectingState; readonly at: string }): MaskedSum {
  const next = closedState(tools, state);
  if (next === null) return sum;
  if (next.kind === 'recovered') return { ...sum, ended: true };
  if (next.kind === 'failed') throw new Error('A phase was closed with too few sites.');
  return { ...sum, ...stored(next), deadlineAt: later(at, sum.phaseWithinMs), overdue: false };
}

/** @returns null if the shares that have come do not open the sum yet: it stays open for those of other sites */
function closedState(tools: CoordinatorTools, state: CollectingState) {
  try {
    return coordinatorStep(tools, state, { kind: 'closed' }).state;
  } catch (error) {
    if (error instanceof AggregationError && error.reason === 'share') return null;
    throw error;
  }
}

function repeated(sum: MaskedSum, { kind: phase, agreement }: CollectingState, { at, reason, without }: Pick<GivenUpAttempt, 'at' | 'reason'> & { readonly without: readonly number[] }): MaskedSum {
  const { attempt, roster } = agreement;
  const givenUp: GivenUpAttempt = { attempt, phase, reason, without: without.map((site) => roster[site].site), at };
  return { ...sum, ...attemptOf({ ...agreement, attempt: attempt + 1 }, later(at, sum.phaseWithinMs)), givenUp: [...sum.givenUp, givenUp].slice(-MOST_GIVEN_UP) };
}

function attemptOf(agreement: Agreement, deadlineAt: string): Pick<MaskedSum, 'attempt' | 'state' | 'phase' | 'deadlineAt' | 'overdue' | 'inputs'> {
  const opened = openAttempt(agreement);
  if (opened.kind !== 'advertising') throw new Error('An attempt begins with adverts.');
  return { attempt: agreement.attempt, ...stored(opened), deadlineAt, overdue: false, inputs: {} };
}

const stored = (state: CollectingState): Pick<MaskedSum, 'state' | 'phase'> => ({ state: encodedState(state), phase: state.kind });

const later = (at: string, ms: number): string => new Date(Date.parse(at) + Math.max(0, ms)).toISOString();
