import type { Overview } from '../api/model.js';
import { Moment } from '../figures/moment.js';
import { Panel } from '../panel/panel.js';
import { Empty } from '../states/empty.js';
import classes from './overview.module.css';

/** What happened last, newest first. */
export function LatestPanel({ latest }: { latest: Overview['latest'] }) {
  return (
    <Panel title="Latest" line={null} aside={null}>
      {latest.length === 0 ? (
        <Empty>Nothing has happened yet.</Empty>
      ) : (
        <ol className={classes.latest}>
          {latest.map(({ at, text }) => (
            <li key={`${at} ${text}`}>
              <Moment at={at} />
              <p>{text}</p>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
