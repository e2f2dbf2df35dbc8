import { useQuery } from '@tanstack/react-query';
import { studiesQuery } from '../api/queries.js';
import { PageHead } from '../frame/page-head.js';
import { Panel } from '../panel/panel.js';
import { Bones } from '../states/bones.js';
import { Empty } from '../states/empty.js';
import { Loaded } from '../states/loaded.js';
import { StudyList } from './study-list.js';

export function StudiesPage() {
  const studies = useQuery(studiesQuery);
  return (
    <div className="cw-stack">
      <PageHead title="Studies" mark={null} line="Each study asks its sites for one noised release and learns one generator from them." actions={null} parent={null} />
      <Panel title="All studies" line={null} aside={null}>
        <Loaded what="The studies" query={studies} skeleton={<Bones count={5} heightRem={2.5} />}>
          {(all) =>
            all.length === 0 ? (
              <Empty>
                There is no study yet. Create one with <code>commonward study new</code>; it appears here at once.
              </Empty>
            ) : (
              <StudyList studies={all} />
            )
          }
        </Loaded>
      </Panel>
    </div>
  );
}
