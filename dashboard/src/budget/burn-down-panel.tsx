import { useQuery } from '@tanstack/react-query';
import { sitesQuery } from '../api/queries.js';
import type { Site, Study } from '../api/model.js';
import { Panel } from '../panel/panel.js';
import { Bones } from '../states/bones.js';
import { Empty } from '../states/empty.js';
import { Loaded } from '../states/loaded.js';
import { BurnDownChart } from './burn-down-chart.js';
import { burnDownOf, type BurnDown } from './burn-down.js';
import classes from './budget.module.css';

function burnDowns(study: Study, sites: readonly Site[]): readonly BurnDown[] {
  const now = new Date();
  return sites.flatMap(({ name, budget }) => (budget !== null && study.sites.includes(name) ? [burnDownOf({ study, site: name, budget, now })] : []));
}

function Charts({ found }: { found: readonly BurnDown[] }) {
  if (found.length === 0) return <Empty>No site of this study has signed a budget yet.</Empty>;
  return (
    <>
      <div className={classes.charts}>
        {found.map((burnDown) => (
          <BurnDownChart key={burnDown.site} burnDown={burnDown} />
        ))}
      </div>
      <p className={classes.legend} aria-hidden>
        <span>budget left</span>
        <span data-line="planned">left when the plan is done</span>
      </p>
    </>
  );
}

/** What this study takes from each site's budget, planned and booked. */
export function BurnDownPanel({ study }: { study: Study }) {
  const sites = useQuery(sitesQuery);
  return (
    <Panel title="Budget at each site" line="Share of the site's own cap, in rho: the quantity that ledgers add up exactly. Other studies are counted before this one." aside={null}>
      <Loaded what="The sites' budgets" query={sites} skeleton={<Bones count={2} heightRem={5} />}>
        {(all) => <Charts found={burnDowns(study, all)} />}
      </Loaded>
    </Panel>
  );
}
