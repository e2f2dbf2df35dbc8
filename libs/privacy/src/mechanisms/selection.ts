import type { SelectionEvent } from '@commonward/accounting';

import { mint, open, type Bounded, type Released } from '../boundary.js';
import { checkInteger } from '../check-integer.js';
import { freeze } from '../frozen-list.js';
import { WordStream, type RandomSource } from '../random.js';
import type { Fraction } from './bernoulli-exp.js';

export interface SelectionOptions {
  /** The steps of a score that count as one in the exponent, a positive safe integer: epsilon is 2 sensitivity / scale. */
  readonly scale: number;
  readonly random: RandomSource;
}

/** Chooses among candidates by how far each is behind the best: (best score - score) / scale. */
export type Choice = (behind: readonly Fraction[]) => number;

interface SelectionRule {
  readonly kind: SelectionEvent['kind'];
  /** Draws all that a choice takes; in one of some 2^100 choices exact arithmetic needs further words. */
  readonly prepare: (candidates: number, words: WordStream) => Choice;
}

/**
 * Releases the index of one coordinate of a bounded vector of scores, chosen at random by `rule`.
 *
 * All that is random is drawn before a score is looked at, so the words used do not depend on records. How long exact
 * arithmetic takes may depend on them a little: the moment of sending should not follow it.
 */
export function select(bounded: Bounded<Int32Array>, { scale, random }: SelectionOptions, rule: SelectionRule): Released<Int32Array> {
  const candidates = bounded.blocks.reduce((sum, { length }) => sum + length, 0);
  if (candidates === 0) throw new RangeError('the number of candidates must be at least 1, but it is 0');
  const event = eventOf(bounded, rule.kind, scale);
  const chosen = WordStream.lend(random, (words) => {
    const choose = rule.prepare(candidates, words);
    return choose(behindBest(open(bounded), event.scale));
  });
  return mint({ bounded, event, copy: () => Int32Array.of(chosen) });
}

function eventOf({ blocks }: Bounded<Int32Array>, kind: SelectionEvent['kind'], scale: number): SelectionEvent {
  checkInteger('scale', scale, Number.MAX_SAFE_INTEGER);
  let sensitivity = 0;
  for (let b = 0; b < blocks.length; b += 1) sensitivity = Math.max(sensitivity, blocks[b].coordinateSensitivity);
  return freeze({ kind, sensitivity, scale });
}

function behindBest(scores: Int32Array, scale: number): Fraction[] {
  const best = scores.reduce((largest, score) => Math.max(largest, score));
  const denominator = BigInt(scale);
  return Array.from(scores, (score) => ({ numerator: BigInt(best - score), denominator }));
}
