import { Link } from '@tanstack/react-router';
import type { StudySummary } from '../api/model.js';
import { GuaranteeLine } from '../figures/guarantee.js';
import { Moment } from '../figures/moment.js';
import { Status } from '../figures/status.js';
import { Listing, type ListingColumn } from '../panel/listing.js';
import { stateTones } from './words.js';

const columns: readonly ListingColumn<StudySummary>[] = [
  {
    title: 'Study',
    align: 'start',
    cell: ({ id, name, guarantee }) => (
      <div>
        <Link to="/studies/$id" params={{ id }} search={{ view: 'progress' }} className="cw-link">
          <b>{name}</b>
        </Link>
        <p className="cw-small cw-soft">
          <GuaranteeLine guarantee={guarantee} />
        </p>
      </div>
    ),
  },
  { title: 'State', align: 'start', cell: ({ state }) => <Status tone={stateTones[state]}>{state}</Status> },
  { title: 'Sites', align: 'end', cell: ({ sites }) => <span title={sites.join(', ')}>{sites.length}</span> },
  { title: 'Changed', align: 'end', cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
];

export function StudyList({ studies }: { studies: readonly StudySummary[] }) {
  return <Listing caption="Studies" columns={columns} rows={studies} keyOf={({ id }) => id} />;
}
