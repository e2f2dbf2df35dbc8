import { useQuery } from '@tanstack/react-query';
import type { Overview } from '../api/model.js';
import { sitesQuery } from '../api/queries.js';
import { BudgetList } from '../budget/budget-list.js';
import { Panel } from '../panel/panel.js';
import { Empty } from '../states/empty.js';

/** Every site's budget as that site signed it; unit and adjacency come from its policy. */
export function BudgetsPanel({ overview }: { overview: Overview }) {
  const sites = useQuery(sitesQuery);
  const budgets = overview.budgets.map(({ site, budget }) => ({ site, budget, policy: sites.data?.find(({ name }) => name === site)?.policy ?? null }));
  return (
    <Panel title="Privacy budget of each site" line="Set, booked and signed by the site itself. No study can spend more." aside={null}>
      {budgets.length === 0 ? <Empty>No site has joined yet. Invite one on the page Sites.</Empty> : <BudgetList budgets={budgets} />}
    </Panel>
  );
}
