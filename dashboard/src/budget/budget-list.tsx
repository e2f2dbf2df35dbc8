import { Link } from '@tanstack/react-router';
import type { Budget, SitePolicy } from '../api/model.js';
import { deltaText, epsilonText } from '../figures/numbers.js';
import { BudgetMeter, levelOf } from './budget-meter.js';
import classes from './budget.module.css';

export interface SiteBudget {
  readonly site: string;
  readonly budget: Budget | null;
  readonly policy: SitePolicy | null;
}

function guaranteeWords(budget: Budget, policy: SitePolicy | null): string {
  const delta = `delta ${deltaText(budget.delta)}`;
  return policy === null ? delta : `${delta}, unit ${policy.unit}, adjacency ${policy.adjacency}`;
}

const warnings = { ample: null, low: 'little left', gone: 'nothing left' } as const;

function Row({ site, budget, policy }: SiteBudget) {
  const warning = budget === null ? null : warnings[levelOf(budget)];
  return (
    <li className={classes.row}>
      <Link to="/sites" hash={site} className={classes.site}>
        {site}
      </Link>
      {budget === null ? (
        <p className={classes.absent}>This site has not joined yet, so it has signed no budget.</p>
      ) : (
        <>
          <BudgetMeter site={site} budget={budget} />
          <p className={classes.spent}>
            epsilon <b>{epsilonText(budget.spentEpsilon)}</b> of {epsilonText(budget.capEpsilon)} spent
          </p>
          <p className={classes.words}>
            {guaranteeWords(budget, policy)}
            {warning === null ? null : <span className={classes.warning}>{warning}</span>}
          </p>
        </>
      )}
    </li>
  );
}

/** One bar per site: the epsilon it has spent of its own cap, with the rest of the guarantee in words. */
export function BudgetList({ budgets }: { budgets: readonly SiteBudget[] }) {
  return (
    <ul className={classes.list}>
      {budgets.map((row) => (
        <Row key={row.site} {...row} />
      ))}
    </ul>
  );
}
