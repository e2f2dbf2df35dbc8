import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Export } from '../api/model.js';
import { exportsQuery } from '../api/queries.js';
import { ContentText } from '../exports/content.js';
import { exportTones } from '../exports/words.js';
import { Moment } from '../figures/moment.js';
import { Status } from '../figures/status.js';
import { Panel } from '../panel/panel.js';
import { Bones } from '../states/bones.js';
import { Empty } from '../states/empty.js';
import { Loaded } from '../states/loaded.js';
import classes from './overview.module.css';

const shown = 3;

const all = (
  <Link to="/exports" className="cw-link cw-small">
    All exports
  </Link>
);

function Row({ exported }: { exported: Export }) {
  const { id, studyName, state, requestedAt } = exported;
  return (
    <li>
      <div>
        <Link to="/exports/$id" params={{ id }} className="cw-link">
          <ContentText exported={exported} />
        </Link>
        <p className="cw-small cw-soft">
          {studyName}, <Moment at={requestedAt} />
        </p>
      </div>
      <Status tone={exportTones[state]}>{state}</Status>
    </li>
  );
}

/** The exports that were requested last. */
export function RecentExports() {
  const exports = useQuery(exportsQuery);
  return (
    <Panel title="Exports" line={null} aside={all}>
      <Loaded what="The exports" query={exports} skeleton={<Bones count={shown} heightRem={3.25} />}>
        {(found) => {
          const latest = [...found].sort((a, b) => b.requestedAt.localeCompare(a.requestedAt)).slice(0, shown);
          if (latest.length === 0) return <Empty>There is no export yet.</Empty>;
          return (
            <ul className={classes.exports}>
              {latest.map((exported) => (
                <Row key={exported.id} exported={exported} />
              ))}
            </ul>
          );
        }}
      </Loaded>
    </Panel>
  );
}
