import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { studiesQuery } from '../api/queries.js';
import { Panel } from '../panel/panel.js';
import { Bones } from '../states/bones.js';
import { Empty } from '../states/empty.js';
import { Loaded } from '../states/loaded.js';
import { StudyList } from '../studies/study-list.js';

const shown = 4;

const all = (
  <Link to="/studies" className="cw-link cw-small">
    All studies
  </Link>
);

/** The studies that changed last. */
export function RecentStudies() {
  const studies = useQuery(studiesQuery);
  return (
    <Panel title="Studies" line={null} aside={all}>
      <Loaded what="The studies" query={studies} skeleton={<Bones count={shown} heightRem={2.5} />}>
        {(found) => {
          const latest = [...found].sort((a, b) => b.updatedAt.localeCompare(a.updatedAt)).slice(0, shown);
          return latest.length === 0 ? <Empty>There is no study yet.</Empty> : <StudyList studies={latest} />;
        }}
      </Loaded>
    </Panel>
  );
}
