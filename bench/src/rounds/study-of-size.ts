/** All pairs of so many columns, each with so many cells. */
export interface TableShape {
  readonly columns: number;
  readonly cells: number;
}

/** Patients at each site; with so many, all pairs are worth measuring, and counting them is not what takes the time. */
export const PATIENTS = 2000;
/** The most cells that a column of a dictionary may have. */
const MOST_CELLS = 255;

const pairsOf = (columns: number): number => (columns * (columns - 1)) / 2;

/** The study with the fewest columns of which a site releases close to so many integers, and no more. */
export function shapeFor(integers: number): TableShape {
  let columns = 3;
  while (pairsOf(columns) * MOST_CELLS * MOST_CELLS < integers) columns += 1;
  return { columns, cells: Math.floor(Math.sqrt(integers / pairsOf(columns))) };
}

/** Integers in a site's release of all pairs. */
export const integersOf = ({ columns, cells }: TableShape): number => pairsOf(columns) * cells * cells;

/** The public dictionary of such tables. */
export function dictionaryOf({ columns, cells }: TableShape, sites: readonly string[]): object {
  const categories = Array.from({ length: cells }, (_, code) => String(code));
  return {
    name: 'rounds',
    kind: 'table',
    unit: 'patient',
    target: 'code0',
    publicCohortSize: Object.fromEntries(sites.map((site) => [site, PATIENTS])),
    public: true,
    columns: Array.from({ length: columns }, (_, j) => ({ name: `code${j}`, type: 'categorical', categories, other: false, missing: null })),
  };
}

/** Patients whose codes follow from their number; what they are changes no time. */
export function recordsOf({ columns, cells }: TableShape): string {
  const header = Array.from({ length: columns }, (_, j) => `code${j}`);
  const rows = Array.from({ length: PATIENTS }, (_, row) => header.map((_, j) => (row * (2 * j + 1) + j) % cells));
  return [header, ...rows].map((cellsOfRow) => cellsOfRow.join(',')).join('\n');
}
