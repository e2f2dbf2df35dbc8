import { Link } from '@tanstack/react-router';
import type { Export } from '../api/model.js';
import { GuaranteeLine } from '../figures/guarantee.js';
import { Moment } from '../figures/moment.js';
import { Status } from '../figures/status.js';
import { Listing, type ListingColumn } from '../panel/listing.js';
import { ContentText } from './content.js';
import { exportTones } from './words.js';

const Requested = ({ at, by }: { at: string; by: string }) => (
  <>
    <Moment at={at} />
    <p className="cw-small cw-soft">by {by}</p>
  </>
);

const columns: readonly ListingColumn<Export>[] = [
  {
    title: 'Export',
    align: 'start',
    cell: (row) => (
      <div>
        <Link to="/exports/$id" params={{ id: row.id }} className="cw-link">
          <b>
            <ContentText exported={row} />
          </b>
        </Link>
        <p>{row.purpose}</p>
        <p className="cw-small cw-soft">
          <GuaranteeLine guarantee={row.guarantee} />
        </p>
      </div>
    ),
  },
  {
    title: 'Study',
    align: 'start',
    cell: ({ study, studyName }) => (
      <Link to="/studies/$id" params={{ id: study }} search={{ view: 'progress' }} className="cw-link">
        {studyName}
      </Link>
    ),
  },
  { title: 'State', align: 'start', cell: ({ state }) => <Status tone={exportTones[state]}>{state}</Status> },
  { title: 'Requested', align: 'end', cell: ({ requestedAt, requestedBy }) => <Requested at={requestedAt} by={requestedBy} /> },
];

export function ExportList({ exports }: { exports: readonly Export[] }) {
  return <Listing caption="Exports" columns={columns} rows={exports} keyOf={({ id }) => id} />;
}
