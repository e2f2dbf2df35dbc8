import { useQuery } from '@tanstack/react-query';
import type { Account } from '../api/model.js';
import { accountsQuery } from '../api/queries.js';
import { Moment } from '../figures/moment.js';
import { Status } from '../figures/status.js';
import { PageHead } from '../frame/page-head.js';
import { Listing, type ListingColumn } from '../panel/listing.js';
import { Panel } from '../panel/panel.js';
import { Bones } from '../states/bones.js';
import { Empty } from '../states/empty.js';
import { Loaded } from '../states/loaded.js';
import { AddAccount } from './add-account.js';
import { roleWords } from './words.js';

const columns: readonly ListingColumn<Account>[] = [
  { title: 'Name', align: 'start', cell: ({ name }) => <b>{name}</b> },
  { title: 'Role', align: 'start', cell: ({ role }) => roleWords[role].title },
  { title: 'State', align: 'start', cell: ({ isSetUp }) => (isSetUp ? <Status tone="good">set up</Status> : <Status tone="quiet">link not used yet</Status>) },
  { title: 'Made', align: 'end', cell: ({ createdAt }) => <Moment at={createdAt} /> },
];

/** Who may sign in, and as what. */
export function AccountsPage() {
  const accounts = useQuery(accountsQuery);
  return (
    <div className="cw-stack">
      <PageHead title="Accounts" mark={null} line="Who may sign in to this dashboard. Hospitals keep accounts of their own." actions={<AddAccount />} parent={null} />
      <Panel title="People" line={null} aside={null}>
        <Loaded what="The accounts" query={accounts} skeleton={<Bones count={3} heightRem={2.5} />}>
          {(all) => (all.length === 0 ? <Empty>There is no account yet.</Empty> : <Listing caption="Accounts" columns={columns} rows={all} keyOf={({ name }) => name} />)}
        </Loaded>
      </Panel>
    </div>
  );
}
