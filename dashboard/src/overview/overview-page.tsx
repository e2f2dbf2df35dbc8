import { useQuery } from '@tanstack/react-query';
import type { Overview } from '../api/model.js';
import { overviewQuery } from '../api/queries.js';
import { Hash } from '../figures/hash.js';
import { LoadedPage } from '../frame/loaded-page.js';
import { PageHead } from '../frame/page-head.js';
import { useMay } from '../session/session.js';
import { BudgetsPanel } from './budgets-panel.js';
import { Headline } from './headline.js';
import { LatestPanel } from './latest-panel.js';
import { OverviewBones } from './overview-bones.js';
import { RecentExports } from './recent-exports.js';
import { RecentStudies } from './recent-studies.js';

function Page({ overview }: { overview: Overview }) {
  const seesExports = useMay('see exports');
  const key = (
    <>
      Consortium key <Hash of="consortium key" value={overview.consortium.publicKey} length="short" />
    </>
  );
  return (
    <div className="cw-stack">
      <PageHead title={overview.consortium.name} mark={null} line={key} actions={null} parent={null} />
      <Headline overview={overview} />
      <div className="cw-columns" data-split="2-1">
        <div className="cw-stack">
          <BudgetsPanel overview={overview} />
          <RecentStudies />
          {seesExports ? <RecentExports /> : null}
        </div>
        <LatestPanel latest={overview.latest} />
      </div>
    </div>
  );
}

export function OverviewPage() {
  const overview = useQuery(overviewQuery);
  return (
    <LoadedPage title="Overview" what="The overview" query={overview} skeleton={<OverviewBones />}>
      {(found) => <Page overview={found} />}
    </LoadedPage>
  );
}
