import { encodeTable, type DataDictionary, type RecordTable } from '@commonward/schema';
import { cellLabels } from '../cell-labels.js';
import { concatenated } from '../split/record-rows.js';

/** Whose records: everybody's, one hospital's, or those of one cell of a column that a report was asked to look at. */
export type GroupName = { readonly kind: 'everyone' } | { readonly kind: 'hospital'; readonly hospital: number } | { readonly kind: 'cell'; readonly column: string; readonly label: string };

export interface Group {
  readonly name: GroupName;
  /** Whether a row of all training, all held-out, or all synthetic records is in it; a synthetic record is of no hospital. */
  readonly train: (row: number) => boolean;
  readonly test: (row: number) => boolean;
  readonly synthetic: ((row: number) => boolean) | null;
}

export interface GroupsTask {
  readonly synthetic: RecordTable;
  /** Of each hospital. */
  readonly hospitals: readonly RecordTable[];
  /** Of each hospital, or one table for all. */
  readonly tests: readonly RecordTable[];
  readonly dictionary: DataDictionary;
  /** Columns whose cells are groups. */
  readonly subgroups: readonly string[];
}

/**
 * Everyone, then the hospitals if held-out records say of which they are, then the cells of each column.
 *
 * @throws RangeError if a column is not one of the dictionary, or is the target
 */
export function groupsOf(task: GroupsTask): Group[] {
  const everyone: Group = { name: { kind: 'everyone' }, train: always, test: always, synthetic: always };
  return [everyone, ...hospitalGroups(task), ...cellGroups(task)];
}

const always = (): boolean => true;

function hospitalGroups({ hospitals, tests }: GroupsTask): Group[] {
  if (hospitals.length < 2 || tests.length !== hospitals.length) return [];
  const [train, test] = [hospitals, tests].map(hospitalOf);
  return hospitals.map((_, k) => ({ name: { kind: 'hospital', hospital: k + 1 }, train: (row) => train[row] === k, test: (row) => test[row] === k, synthetic: null }));
}

const hospitalOf = (tables: readonly RecordTable[]): Int32Array => Int32Array.from(tables.flatMap(({ rows }, k) => Array.from({ length: rows }, () => k)));

function cellGroups({ synthetic, hospitals, tests, dictionary, subgroups }: GroupsTask): Group[] {
  const places = subgroups.map((name) => columnPlace(name, dictionary));
  const width = dictionary.columns.length;
  const inCell = (table: RecordTable): ((place: number, cell: number) => (row: number) => boolean) => {
    const { codes } = encodeTable(table, dictionary);
    return (place, cell) => (row) => codes[row * width + place] === cell;
  };
  const [ours, train, test] = [synthetic, concatenated(hospitals), concatenated(tests)].map(inCell);
  return places.flatMap((place) =>
    cellLabels(dictionary.columns[place]).map((label, cell): Group => ({
      name: { kind: 'cell', column: dictionary.columns[place].name, label },
      synthetic: ours(place, cell),
      train: train(place, cell),
      test: test(place, cell),
    })),
  );
}

function columnPlace(name: string, { columns, target, name: dictionary }: DataDictionary): number {
  const place = columns.findIndex((column) => column.name === name);
  if (place === -1) throw new RangeError(`"${name}" is not a column of the dictionary ${dictionary}; expected one of ${columns.map((column) => column.name).join(', ')}`);
  if (name === target) throw new RangeError(`"${name}" is what is predicted; groups are cells of another column`);
  return place;
}
