import { boundedCounts, type Bounded, type Sensitive } from '@commonward/privacy';
import { tableLayout, type EncodedTable } from '@commonward/schema';
import { isWithin, rowsOf, type GradientsPlan } from '../plan/index.js';

/**
 * The first release of a study of a neural discriminator: how many records are in each cell of the target, on the plan's grid.
 *
 * Guarantee: a record adds to one cell. One with a cell outside the dictionary counts as zero.
 * @param records one row per patient, in the cells of the plan's dictionary
 * @returns [cells of the target]
 */
export function boundClasses(records: Sensitive<Iterable<EncodedTable>>, { dictionary, grid, clampTo, guarantee: { adjacency } }: GradientsPlan): Bounded<Int32Array> {
  const { sizes, target } = tableLayout(dictionary);
  return boundedCounts({
    records: records.map((chunks) => rowsOf(chunks, sizes.length)),
    blocks: [{ cells: sizes[target], indicatorsPerRecord: 1 }],
    cellsOf: (record) => (isWithin(record, sizes) ? [record[target]] : null),
    grid,
    clampTo,
    adjacency,
  });
}
