import { decodeCoordinatorState, encodeCoordinatorState, type CollectingState } from '@commonward/secure-aggregation';

/** Rounds that run at the same time, each with the state that a message finds and the one that it leaves. */
const KEPT = 8;

/**
 * The states that were looked at last, by what is stored of them. With 64 sites a state holds four thousand sealed shares, and every message
 * of every site asks for it several times: to decode it each time took nearly all of a round. A state is never changed, so all may hold the same one.
 */
const decoded = new Map<string, CollectingState>();

/** The open phase of a sum as it is stored: what `encodeCoordinatorState` writes, in base64. */
export function encodedState(state: CollectingState): string {
  const text = Buffer.from(encodeCoordinatorState(state)).toString('base64');
  keep(text, state);
  return text;
}

/** @throws Error if no open phase is stored there */
export function decodedState(text: string): CollectingState {
  const known = decoded.get(text);
  if (known !== undefined) return known;
  const state = decodeCoordinatorState(encodedBytes(text));
  if (state.kind === 'recovered' || state.kind === 'failed') throw new Error('A sum keeps its open phase, and this is none.');
  keep(text, state);
  return state;
}

export const encodedBytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));

function keep(text: string, state: CollectingState): void {
  decoded.set(text, state);
  for (const [oldest] of decoded) if (decoded.size > KEPT) decoded.delete(oldest);
}
