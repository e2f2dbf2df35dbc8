import { columnCells, type Column } from '@commonward/schema';

/** What people read for each cell of a column, in the order of the cells. */
export function cellLabels(column: Column): string[] {
  const { size, otherCell, missingCell } = columnCells(column);
  return Array.from({ length: size }, (_, cell) => {
    if (cell === missingCell) return 'missing';
    if (cell === otherCell) return 'other';
    return column.type === 'numeric' ? `${column.edges[cell]} to ${column.edges[cell + 1]}` : column.categories[cell].label;
  });
}
