import type { Estimate } from '../api/model.js';
import { distanceText } from '../figures/numbers.js';
import classes from './evaluation.module.css';

const [WIDTH, HEIGHT, MIDDLE] = [120, 14, 7];
const at = (share: number): number => 2 + share * (WIDTH - 4);

/** An estimate as a dot on a line from 0 to 1, with its interval; a thin mark shows what guessing gets. */
export function IntervalBar({ estimate: { value, low, high }, guess }: { readonly estimate: Estimate; readonly guess: number }) {
  return (
    <svg className={classes.bar} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <line className={classes.axis} x1={at(0)} x2={at(1)} y1={MIDDLE} y2={MIDDLE} />
      <line className={classes.guess} x1={at(guess)} x2={at(guess)} y1={1} y2={HEIGHT - 1} />
      <line className={classes.interval} x1={at(low)} x2={at(high)} y1={MIDDLE} y2={MIDDLE} />
      <circle className={classes.dot} cx={at(value)} cy={MIDDLE} r={3.5} />
    </svg>
  );
}

/** An estimate in words: its value, and its interval in small print. */
export function EstimateText({ estimate: { value, low, high } }: { readonly estimate: Estimate }) {
  return (
    <>
      <b>{distanceText(value)}</b> <small className="cw-soft">{`${distanceText(low)} to ${distanceText(high)}`}</small>
    </>
  );
}
