import { useQuery } from '@tanstack/react-query';
import type { Study } from '../api/model.js';
import { exportsQuery } from '../api/queries.js';
import { useMay } from '../session/session.js';
import { Panel } from '../panel/panel.js';
import { Bones } from '../states/bones.js';
import { Empty } from '../states/empty.js';
import { Loaded } from '../states/loaded.js';
import { ExportList } from './export-list.js';
import { RequestForm } from './request-form.js';

/** Asking for records of this study's generator, and what was asked for before. */
export function StudyExports({ study }: { study: Study }) {
  const exports = useQuery({ ...exportsQuery, enabled: useMay('see exports') });
  const mayRequest = useMay('request exports');
  if (!mayRequest) return <Empty>Exports are for researchers and study admins; ask a study admin for that role.</Empty>;
  return (
    <div className="cw-stack">
      <Panel title="Request an export" line="As often as needed: drawing from a trained generator costs nothing. A study admin decides on each request." aside={null}>
        {study.generator === null ? <Empty>Exports can be requested when the generator has been trained.</Empty> : <RequestForm study={study} />}
      </Panel>
      <Panel title="Exports of this study" line={null} aside={null}>
        <Loaded what="The exports" query={exports} skeleton={<Bones count={3} heightRem={3.5} />}>
          {(all) => {
            const own = all.filter((one) => one.study === study.id);
            return own.length === 0 ? <Empty>Nothing has been exported from this study yet.</Empty> : <ExportList exports={own} />;
          }}
        </Loaded>
      </Panel>
    </div>
  );
}
