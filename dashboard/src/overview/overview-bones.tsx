import { Skeleton } from '@mantine/core';
import { Panel } from '../panel/panel.js';
import { Bones } from '../states/bones.js';
import classes from './overview.module.css';

/** The overview before its numbers are there, in the same places. */
export function OverviewBones() {
  return (
    <div className="cw-stack">
      <div style={{ height: '3.45rem' }}>
        <Skeleton height={24} width="16rem" mt={6} />
      </div>
      <ul className={classes.tiles}>
        {['sites', 'studies', 'generators', 'exports'].map((name) => (
          <li key={name} className={classes.tile}>
            <Skeleton height={12} width="60%" my={4} />
            <Skeleton height={24} width="30%" my={6} />
          </li>
        ))}
      </ul>
      <div className="cw-columns" data-split="2-1">
        <Panel title="Privacy budget of each site" line="Set, booked and signed by the site itself. No study can spend more." aside={null}>
          <Bones count={4} heightRem={3.6} />
        </Panel>
        <Panel title="Latest" line={null} aside={null}>
          <Bones count={8} heightRem={3.4} />
        </Panel>
      </div>
    </div>
  );
}
