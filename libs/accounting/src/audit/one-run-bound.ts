import { lastWhere } from '../bisection.js';
import { outOfRange } from '../out-of-range.js';
import { binomialPmf, upperTail } from './binomial.js';

/** What an auditor guessed about canaries that a fair coin had put in or left out, one coin each. */
export interface Guesses {
  readonly canaries: number;
  /** How many of them the auditor guessed about; it may abstain from any. */
  readonly guesses: number;
  readonly correct: number;
}

/**
 * An epsilon that a mechanism, run once, was seen to exceed.
 *
 * Guarantee: if the mechanism is (epsilon, delta)-differentially private, the result is above epsilon with probability at
 * most 1 - confidence, however the auditor guesses from the output. It is 0 where the guesses show nothing. Whichever epsilon
 * bisection settles on, its own p-value was seen to be too small, and a mechanism that is private at less is private at it.
 * @param correct of the guesses, of which there are at most `canaries`; all three are integers of at least 0
 * @param delta from 0 to 1
 * @param confidence between 0 and 1, both excluded
 * @throws RangeError if an argument is outside its bounds
 * @see Steinke, Nasr, Jagielski 2023, section 5 and appendix D, arXiv:2305.08846
 */
export function oneRunEpsilon({ delta, confidence, ...guesses }: Guesses & { delta: number; confidence: number }): number {
  checkGuesses(guesses);
  if (!(delta >= 0 && delta <= 1)) throw outOfRange('delta', delta, 'from 0 to 1');
  if (!(confidence > 0 && confidence < 1)) throw outOfRange('confidence', confidence, 'more than 0 and less than 1');
  const refuted = (epsilon: number) => oneRunPValue({ ...guesses, epsilon, delta }) < 1 - confidence;
  if (!refuted(0)) return 0;
  let unrefuted = 1;
  while (refuted(unrefuted)) unrefuted *= 2;
  return lastWhere(refuted, 0, unrefuted);
}

/**
 * The largest probability with which an (epsilon, delta)-private mechanism lets so many guesses, or more, be right.
 *
 * With W binomial of `guesses` trials that succeed with probability e^epsilon / (e^epsilon + 1), it is
 *
 *     P[W >= correct] + 2 canaries delta max over i >= 1 of P[correct > W >= correct - i] / i.
 */
export function oneRunPValue({ canaries, guesses, correct, epsilon, delta }: Guesses & { epsilon: number; delta: number }): number {
  const chances = binomialPmf({ trials: guesses, odds: Math.exp(epsilon) });
  let below = 0;
  let steepest = 0;
  for (let i = 1; i <= correct; i += 1) {
    below += chances[correct - i];
    steepest = Math.max(steepest, below / i);
  }
  return Math.min(1, upperTail(chances, correct) + 2 * canaries * delta * steepest);
}

export function checkGuesses({ canaries, guesses, correct }: Guesses): void {
  if (!(Number.isSafeInteger(canaries) && canaries >= 1)) throw outOfRange('canaries', canaries, 'a positive safe integer');
  checkAtMost('guesses', guesses, canaries);
  checkAtMost('correct', correct, guesses);
}

function checkAtMost(name: string, value: number, largest: number): void {
  if (!(Number.isInteger(value) && value >= 0 && value <= largest)) throw outOfRange(name, value, `an integer from 0 to ${largest}`);
}
