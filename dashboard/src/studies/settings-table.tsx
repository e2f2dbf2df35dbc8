import type { Forecast } from '../api/model.js';
import { shareText } from '../figures/numbers.js';
import { Listing, type ListingColumn } from '../panel/listing.js';
import { outcomeWords } from './words.js';

type Row = Forecast['settings'][number];

const wrong = (distance: number | undefined): string => (distance === undefined ? 'not expected' : shareText(distance, 1));

const names: Record<Row['setting'], string> = { moments: 'Noised counts', 'noisy-input': 'Randomised records', 'dp-training': 'Noised gradients of a network' };
const allocations: Record<Row['allocation'], string> = { usual: 'usual', optimal: 'least noise', shares: 'own shares' };

const columns: readonly ListingColumn<Row>[] = [
  { title: 'Setting', align: 'start', cell: ({ setting }) => names[setting] },
  { title: 'Budget of the blocks', align: 'start', cell: ({ allocation }) => allocations[allocation] },
  { title: 'Wrong, one column', align: 'end', cell: ({ expected }) => wrong(expected?.oneWay) },
  { title: 'Wrong, two columns', align: 'end', cell: ({ expected }) => wrong(expected?.twoWay) },
  { title: 'Would learn', align: 'start', cell: ({ outcome, problem }) => <span title={problem ?? undefined}>{outcomeWords[outcome].title}</span> },
];

/** The privacy settings that the study could have, at the same guarantee: how many synthetic patients would be in a wrong cell of a table. */
export function SettingsTable({ settings }: { settings: Forecast['settings'] }) {
  if (settings.length === 0) return null;
  return <Listing caption="Privacy settings side by side, at the same guarantee" columns={columns} rows={settings} keyOf={({ setting, allocation }) => `${setting} ${allocation}`} />;
}
