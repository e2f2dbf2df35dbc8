import type { Forecast } from '../api/model.js';
import { shareText } from '../figures/numbers.js';
import { Listing, type ListingColumn } from '../panel/listing.js';
import { outcomeWords } from './words.js';

type Row = Forecast['settings'][number];

const wrong = (distance: number | undefined): string => (distance === undefined ? 'not expected' : shareText(distance, 1));

const names: Record<Row['setting'], string> = { moments: 'Noised counts', 'noisy-input': 'Randomised records', 'dp-training': 'Noised gradients of a network' };
const allocations: Record<Row['allocation'], string> = { usual: 'usual', optimal: 'least noise', shares: 'own shares' };

const setting: ListingColumn<Row> = { title: 'Setting', align: 'start', cell: (row) => names[row.setting] };
const learnt: ListingColumn<Row> = { title: 'Would learn', align: 'start', cell: ({ outcome, problem }) => <span title={problem ?? undefined}>{outcomeWords[outcome].title}</span> };
const ofTables: readonly ListingColumn<Row>[] = [
  { title: 'Budget of the blocks', align: 'start', cell: ({ allocation }) => allocations[allocation] },
  { title: 'Wrong, one column', align: 'end', cell: ({ expected }) => wrong(expected?.oneWay) },
  { title: 'Wrong, two columns', align: 'end', cell: ({ expected }) => wrong(expected?.twoWay) },
];

/** The privacy settings that the study could have, at the same guarantee; of tables, how many synthetic patients would be in a wrong cell. */
export function SettingsTable({ settings }: { settings: Forecast['settings'] }) {
  if (settings.length === 0) return null;
  const columns = [setting, ...(settings.some(({ expected }) => expected !== null) ? ofTables : []), learnt];
  return <Listing caption="Privacy settings side by side, at the same guarantee" columns={columns} rows={settings} keyOf={(row) => `${row.setting} ${row.allocation}`} />;
}
