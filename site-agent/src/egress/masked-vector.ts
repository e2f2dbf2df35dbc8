import { createHash } from 'node:crypto';
import { applyMasks, encodeFrame, frameAt, framesOf, masksOf, nativePrimitives, type SiteState } from '@commonward/secure-aggregation';
import { MaskableVector } from '../ledger/ledger.js';

/** Integers that are masked in one go, so that whoever else works on this thread is not held up for a keystream of the whole vector. */
const CHUNK_WORDS = 2 ** 16;

/** The key to masked vectors: only this file uses it. */
let mintMasked: (parts: { readonly context: Uint8Array; readonly words: Uint32Array }) => MaskedVector;

const makersKey = Object.freeze({});

/** A vector under its masks: the only form in which the vector of a masked round can be sent. */
export class MaskedVector {
  static {
    mintMasked = (parts) => new MaskedVector(makersKey, parts);
  }

  readonly #context: Uint8Array;
  readonly #words: Uint32Array;
  /** SHA-256 over the little-endian words. */
  readonly sha256: Uint8Array;

  private constructor(key: object, { context, words }: { readonly context: Uint8Array; readonly words: Uint32Array }) {
    if (key !== makersKey) throw new TypeError('Only masking makes a masked vector');
    this.#context = context;
    this.#words = words;
    this.sha256 = new Uint8Array(createHash('sha256').update(new Uint8Array(words.buffer)).digest());
    Object.freeze(this);
  }

  /** Whether masking made `x`; asked at run time, because a type can be cast away. */
  static is(x: unknown): x is MaskedVector {
    return typeof x === 'object' && x !== null && #words in x;
  }

  /** The vector in frames, one copied at a time. */
  *frames(): Generator<Uint8Array> {
    const of = { context: this.#context, sha256: this.sha256 };
    for (let index = 0; index < framesOf(this.#words.length); index += 1) yield encodeFrame(frameAt(this.#words, index, of));
  }
}

/**
 * Masks a vector with the masks of a state that has come so far; the same again for the same state.
 * @throws TypeError if the ledger did not make `maskable`; AggregationError `phase` if the state is at another point
 */
export function maskedVector(maskable: MaskableVector, state: SiteState): MaskedVector {
  if (!MaskableVector.is(maskable)) throw new TypeError('Only a vector that the ledger lets be masked can be sent.');
  const masks = masksOf(nativePrimitives, state);
  const words = maskable.words();
  for (let offset = 0; offset < words.length; offset += CHUNK_WORDS) applyMasks(masks, { offset, words: words.subarray(offset, offset + CHUNK_WORDS) });
  return mintMasked({ context: contextOf(state), words });
}

function contextOf({ stage }: SiteState): Uint8Array {
  if (!('context' in stage)) throw new RangeError('A masked vector belongs to a context.');
  return stage.context;
}
