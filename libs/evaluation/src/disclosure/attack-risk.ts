import { Z_95, type Estimate } from '../metrics/interval.js';

/** Guesses about records, and how many of them were right. */
export interface Attempts {
  readonly attempts: number;
  readonly successes: number;
}

/** The same attack on members and on records that the generator never saw: what it gets right about the latter is not disclosure. */
export interface ControlledAttack {
  readonly members: Attempts;
  readonly control: Attempts;
}

interface Rate {
  readonly value: number;
  readonly error: number;
}

/**
 * What an attack gains from the records' having been trained on: the excess of its success over that on the control, as a share of
 * what was left to gain. 0 is none, 1 is every record.
 *
 * Rates are Wilson's, with their 95 % half widths carried over by the delta method.
 * @returns between 0 and 1; an interval from 0 to 1 where nothing could be attempted
 * @see Giomi et al. 2023, A unified framework for quantifying privacy risk in synthetic data (Anonymeter), arXiv:2211.10459
 */
export function attackRisk({ members, control }: ControlledAttack): Estimate {
  if (members.attempts === 0 || control.attempts === 0) return { value: 0, low: 0, high: 1 };
  const [attacked, untouched] = [wilson(members), wilson(control)];
  const left = 1 - untouched.value;
  const value = (attacked.value - untouched.value) / left;
  const error = Math.sqrt((attacked.error / left) ** 2 + (untouched.error * ((attacked.value - 1) / left ** 2)) ** 2);
  return { value: bounded(value), low: bounded(value - error), high: bounded(value + error) };
}

/** @see Wilson 1927, doi:10.1080/01621459.1927.10502953 */
function wilson({ attempts, successes }: Attempts): Rate {
  const square = Z_95 * Z_95;
  const variance = (successes * (attempts - successes)) / attempts;
  return { value: (successes + square / 2) / (attempts + square), error: (Z_95 / (attempts + square)) * Math.sqrt(variance + square / 4) };
}

const bounded = (value: number): number => Math.min(1, Math.max(0, value));
