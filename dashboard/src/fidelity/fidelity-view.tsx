import type { Fidelity, Study } from '../api/model.js';
import { released } from '../columns/basis.js';
import { ColumnsPanel } from '../columns/columns-panel.js';
import { countText, distanceText } from '../figures/numbers.js';
import { Summaries, type Summary } from '../figures/summaries.js';
import { Panel } from '../panel/panel.js';
import { Empty } from '../states/empty.js';
import { HiddenGroupsPanel } from './hidden-groups-panel.js';
import { PairsPanel } from './pairs-panel.js';
import { countOutside, releasedShares } from './released-shares.js';

const noiseText = (noise: number | null): string => (noise === null ? 'no pairs were released' : `noise alone in a released table: about ${distanceText(noise)}`);

function summariesOf({ tv1, tv2, noiseTv2 }: Fidelity): readonly Summary[] {
  const columns: Summary = { title: 'Columns alone (TV1)', value: distanceText(tv1), line: 'the noise of every cell is drawn below' };
  return tv2 === null ? [columns] : [columns, { title: 'Pairs of columns (TV2)', value: distanceText(tv2), line: noiseText(noiseTv2) }];
}

function Found({ fidelity }: { fidelity: Fidelity }) {
  const columns = fidelity.columns.map(releasedShares);
  const { outside, cells } = countOutside(columns);
  const line = `Each column against its release as it came, noise included. Compared with released statistics: costs nothing. ${countText(outside)} of ${countText(cells)} cells lie outside the noise interval; noise alone would put about ${countText(cells / 20)} there.`;
  return (
    <div className="cw-stack">
      <Panel
        title="Fidelity"
        line="Mean total variation distance between the synthetic records and the released tables, after their noise has been smoothed: 0 is equal, 1 is disjoint. Compared with released statistics: costs nothing."
        aside={null}
      >
        <Summaries summaries={summariesOf(fidelity)} />
      </Panel>
      <ColumnsPanel line={line} basis={released} columns={columns} />
      <HiddenGroupsPanel columns={columns} />
      <PairsPanel fidelity={fidelity} />
    </div>
  );
}

/** How near the generator is to what the sites released. */
export function FidelityView({ study }: { study: Study }) {
  if (study.fidelity !== null) return <Found fidelity={study.fidelity} />;
  return (
    <Panel title="Fidelity" line={null} aside={null}>
      <Empty>Fidelity is measured when the generator has been trained. It compares with released statistics, so it costs nothing.</Empty>
    </Panel>
  );
}
