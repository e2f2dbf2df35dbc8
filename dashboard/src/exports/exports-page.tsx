import { useQuery } from '@tanstack/react-query';
import { exportsQuery } from '../api/queries.js';
import { PageHead } from '../frame/page-head.js';
import { Panel } from '../panel/panel.js';
import { Bones } from '../states/bones.js';
import { Empty } from '../states/empty.js';
import { Loaded } from '../states/loaded.js';
import { ExportList } from './export-list.js';
import { WaitingRequests } from './waiting-requests.js';

export function ExportsPage() {
  const exports = useQuery(exportsQuery);
  return (
    <div className="cw-stack">
      <PageHead title="Exports" mark={null} line="Synthetic records with their data card, privacy statement and a lineage that anyone can verify offline." actions={null} parent={null} />
      {exports.data === undefined ? null : <WaitingRequests exports={exports.data} />}
      <Panel title="Catalogue" line="Drawing more records from a trained generator is post-processing: it costs nothing." aside={null}>
        <Loaded what="The exports" query={exports} skeleton={<Bones count={4} heightRem={3.5} />}>
          {(all) =>
            all.length === 0 ? <Empty>There is no export yet. Open a trained study and request one under its tab Exports.</Empty> : <ExportList exports={all} />
          }
        </Loaded>
      </Panel>
    </div>
  );
}
