import { palestScore } from './heat.js';
import classes from './report.module.css';

/** What the colours of scores and of counts mean. */
export function HeatLegend() {
  return (
    <p className={classes.legend}>
      <span>
        scores: {palestScore} or less <i aria-hidden /> 1
      </span>
      <span>
        counts: 0 % of the true class <i aria-hidden /> 100 %
      </span>
    </p>
  );
}
