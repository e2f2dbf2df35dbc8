import type { Accountant, Unaccounted } from './accountant.js';
import { checkedEvent } from './check-event.js';
import type { DpEvent } from './dp-event.js';
import { checkDelta, checkTargetEpsilon, type Guarantee } from './guarantee.js';
import { outOfRange } from './out-of-range.js';
import { refused } from './refusal.js';

/** The least noise found, the event it makes, and the epsilon that was computed for exactly this event. */
export interface Calibrated {
  readonly kind: 'calibrated';
  readonly noise: number;
  readonly event: DpEvent;
  readonly epsilon: number;
}

export interface Calibration {
  readonly accountant: Accountant;
  /** More noise must not cost more. */
  readonly eventOf: (noise: number) => DpEvent;
  readonly guarantee: Guarantee;
  /** Where to look; both finite and above 0. */
  readonly noise: { readonly least: number; readonly most: number };
  /** The result exceeds the least possible noise by at most this share of it; above 0 and below 1. */
  readonly tolerance: number;
}

/**
 * The least noise that keeps an event within a guarantee, as one accountant sees it.
 *
 * The noise is searched in steps of the tolerance on a logarithmic scale.
 *
 * Guarantee: the returned event itself was accounted for, and its epsilon at the guarantee's delta is at most the
 * guarantee's; the search only decides which events are tried.
 * @returns a refusal if the accountant refuses, or if `noise.most` is not enough
 * @throws RangeError if an argument is outside its bounds
 */
export function calibrate(calibration: Calibration): Calibrated | Unaccounted {
  checkCalibration(calibration);
  const { guarantee, noise, tolerance } = calibration;
  const most = attempt(calibration, noise.most);
  if (most.kind === 'refused') return most;
  if (most.epsilon > guarantee.epsilon) return refused(`Even with noise ${noise.most} epsilon is ${most.epsilon}, more than ${guarantee.epsilon}.`);
  let best = most;
  let failing = -1;
  let sufficing = Math.ceil(Math.log(noise.most / noise.least) / Math.log1p(tolerance));
  while (sufficing - failing > 1) {
    const step = Math.floor((sufficing + failing) / 2);
    const tried = attempt(calibration, noise.least * (1 + tolerance) ** step);
    if (tried.kind === 'calibrated' && tried.epsilon <= guarantee.epsilon) {
      best = tried;
      sufficing = step;
    } else failing = step;
  }
  return best;
}

function attempt({ accountant, eventOf, guarantee }: Calibration, noise: number): Calibrated | Unaccounted {
  const event = checkedEvent(eventOf(noise));
  const curve = accountant.account(event, guarantee.adjacency);
  if (curve.kind === 'refused') return curve;
  return { kind: 'calibrated', noise, event, epsilon: curve.epsilonAt(guarantee.delta) };
}

function checkCalibration({ guarantee, noise, tolerance }: Calibration): void {
  checkTargetEpsilon(guarantee.epsilon);
  checkDelta(guarantee.delta);
  if (!(noise.least > 0 && noise.least < Infinity)) throw outOfRange('noise.least', noise.least, 'a finite number above 0');
  if (!(noise.most >= noise.least && noise.most < Infinity)) throw outOfRange('noise.most', noise.most, `finite and at least noise.least, which is ${noise.least}`);
  if (!(tolerance > 0 && tolerance < 1)) throw outOfRange('tolerance', tolerance, 'more than 0 and less than 1');
}
