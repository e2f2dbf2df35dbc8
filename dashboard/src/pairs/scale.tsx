import { distanceText } from '../figures/numbers.js';
import classes from './pairs.module.css';

export interface ScaleMark {
  readonly at: number;
  readonly text: string;
}

/** The colours from 0 to `end`, with one marked value. */
export function Scale({ end, mark }: { end: number; mark: ScaleMark | null }) {
  return (
    <p className={classes.scale}>
      <span>0</span>
      <span className={classes.ramp} aria-hidden>
        {mark === null ? null : <i style={{ left: `${(mark.at / end) * 100}%` }} />}
      </span>
      <span>{distanceText(end)}</span>
      {mark === null ? null : <span className={classes.mark}>{mark.text}</span>}
    </p>
  );
}
