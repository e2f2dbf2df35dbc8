import type { RandomisedResponseEvent } from '@commonward/accounting';

import { mint, open, type Bounded, type Released } from '../boundary.js';
import type { Codes } from '../bounding/bounded-codes.js';
import { checkInteger } from '../check-integer.js';
import { freeze } from '../frozen-list.js';
import { WordStream, type RandomSource } from '../random.js';

export interface RandomisedResponseOptions {
  /** Each code is replaced with probability replaced / outOf; integers, 1 <= replaced <= outOf <= 2^32. */
  readonly replaced: number;
  readonly outOf: number;
  readonly random: RandomSource;
}

/**
 * Releases one category for each unit of privacy: its own, or, with probability replaced / outOf, a uniform one of all.
 *
 * Guarantee: under replace-one the release is epsilon-DP with exp(epsilon) = 1 + categories (outOf - replaced) / replaced,
 * because all other codes are as likely for both neighbours. Every unit's coin and replacement are drawn, exactly, before a code
 * is looked at; the words used depend on the number of codes, which the release shows.
 * @param bounded [n] codes
 * @returns [n] codes, and the event that accounts for them
 * @throws RangeError if `outOf` is not an integer from 1 to 2^32, or `replaced` one from 1 to `outOf`
 * @throws TypeError if the sample that `bounded` was computed from has been released from before
 * @see Kairouz, Bonawitz, Ramage 2016, arXiv:1602.07387
 */
export function randomisedResponse(
  bounded: Bounded<Codes>,
  { replaced, outOf, random }: RandomisedResponseOptions,
): Released<Int32Array> {
  const { categories, codes } = open(bounded);
  const event = eventOf({ categories, replaced, outOf });
  const replacements = WordStream.lend(random, (words) => drawReplacements(codes.length, event, words));
  const answers = new Int32Array(codes.length);
  for (let i = 0; i < answers.length; i += 1) answers[i] = replacements[i] === KEPT ? codes[i] : replacements[i];
  replacements.fill(0);
  return mint({ bounded, event, copy: () => new Int32Array(answers) });
}

/** Not a category. */
const KEPT = -1;

function drawReplacements(length: number, { categories, replaced, outOf }: RandomisedResponseEvent, words: WordStream): Int32Array {
  const replacements = new Int32Array(length);
  for (let i = 0; i < length; i += 1) {
    const isReplaced = words.below(outOf) < replaced;
    const replacement = words.below(categories);
    replacements[i] = isReplaced ? replacement : KEPT;
  }
  return replacements;
}

function eventOf({ categories, replaced, outOf }: Omit<RandomisedResponseEvent, 'kind'>): RandomisedResponseEvent {
  checkInteger('outOf', outOf, 2 ** 32);
  checkInteger('replaced', replaced, outOf);
  return freeze({ kind: 'randomised-response', categories, replaced, outOf });
}
