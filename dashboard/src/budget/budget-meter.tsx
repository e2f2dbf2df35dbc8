import type { Budget } from '../api/model.js';
import { epsilonText } from '../figures/numbers.js';
import classes from './budget.module.css';

type Level = 'ample' | 'low' | 'gone';

/** How much of the cap is left, as a word: below a quarter is low, below a fiftieth is gone. */
export function levelOf({ capEpsilon, spentEpsilon }: Budget): Level {
  const left = 1 - spentEpsilon / capEpsilon;
  if (left < 0.02) return 'gone';
  return left < 0.25 ? 'low' : 'ample';
}

/** Epsilon spent of a site's cap. */
export function BudgetMeter({ site, budget }: { site: string; budget: Budget }) {
  const { capEpsilon, spentEpsilon } = budget;
  return (
    <div
      className={classes.meter}
      data-level={levelOf(budget)}
      role="meter"
      aria-label={`Epsilon spent at ${site}`}
      aria-valuemin={0}
      aria-valuemax={capEpsilon}
      aria-valuenow={spentEpsilon}
      aria-valuetext={`epsilon ${epsilonText(spentEpsilon)} of ${epsilonText(capEpsilon)} spent`}
    >
      <div style={{ width: `${Math.min(100, (spentEpsilon / capEpsilon) * 100)}%` }} />
    </div>
  );
}
