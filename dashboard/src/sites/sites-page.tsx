import { useQuery } from '@tanstack/react-query';
import { sitesQuery } from '../api/queries.js';
import { PageHead } from '../frame/page-head.js';
import { VerifyFilePanel } from '../ledgers/verify-file-panel.js';
import { Panel } from '../panel/panel.js';
import { useMay } from '../session/session.js';
import { Bones } from '../states/bones.js';
import { Empty } from '../states/empty.js';
import { Loaded } from '../states/loaded.js';
import { InviteSite } from './invite-site.js';
import { SiteCard } from './site-card.js';
import classes from './sites.module.css';

export function SitesPage() {
  const sites = useQuery(sitesQuery);
  const mayInvite = useMay('invite sites');
  return (
    <div className="cw-stack">
      <PageHead title="Sites" mark={null} line="Each site keeps its records, sets its own limits and keeps its own ledger. What stands here is what it has signed." actions={mayInvite ? <InviteSite /> : null} parent={null} />
      <Loaded
        what="The sites"
        query={sites}
        skeleton={
          <Panel title="Sites" line={null} aside={null}>
            <Bones count={4} heightRem={6} />
          </Panel>
        }
      >
        {(all) =>
          all.length === 0 ? (
            <Panel title="No site yet" line={null} aside={null}>
              <Empty>Invite the first one: it gets a token, joins with one command, and needs no open port.</Empty>
            </Panel>
          ) : (
            <div className="cw-stack">
              <div className={classes.cards}>
                {all.map((site) => (
                  <SiteCard key={site.name} site={site} />
                ))}
              </div>
              <VerifyFilePanel sites={all} />
            </div>
          )
        }
      </Loaded>
    </div>
  );
}
