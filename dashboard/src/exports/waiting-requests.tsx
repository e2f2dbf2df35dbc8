import { Link } from '@tanstack/react-router';
import type { Export } from '../api/model.js';
import { Moment } from '../figures/moment.js';
import { Panel } from '../panel/panel.js';
import { useMay } from '../session/session.js';
import { ContentText } from './content.js';
import { Decision } from './decision.js';
import classes from './exports.module.css';

/** The requests that wait for a study admin's decision; nothing for anybody else, or where none waits. */
export function WaitingRequests({ exports }: { exports: readonly Export[] }) {
  const mayDecide = useMay('decide exports');
  const waiting = exports.filter(({ state }) => state === 'requested');
  if (!mayDecide || waiting.length === 0) return null;
  return (
    <Panel title="Waiting for your decision" line="Nothing is drawn before it is approved." aside={null}>
      <ul className={classes.waiting}>
        {waiting.map((exported) => (
          <li key={exported.id}>
            <div>
              <Link to="/exports/$id" params={{ id: exported.id }} className="cw-link">
                <b>
                  <ContentText exported={exported} />
                </b>
              </Link>
              <p>{exported.purpose}</p>
              <p className="cw-small cw-soft">
                {exported.studyName}, asked for by {exported.requestedBy}, <Moment at={exported.requestedAt} />
              </p>
            </div>
            <Decision exported={exported} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
