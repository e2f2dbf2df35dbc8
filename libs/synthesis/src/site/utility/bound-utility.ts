import { boundedCounts, type Bounded, type Sensitive } from '@commonward/privacy';
import { tableLayout, type EncodedTable } from '@commonward/schema';
import { classesOf, countsIn, isWithin, rowsOf, type UtilityPlan } from '../../plan/index.js';

/** A model that learnt from synthetic records alone. What it says of a record depends on that record and the plan, on nothing else. */
export interface TriedModel {
  /** @returns for each record the predicted class, below K, and the class of its score, below B */
  judge(records: EncodedTable): { readonly predicted: Uint8Array; readonly scoreClass: Uint8Array };
}

/**
 * The site's half of an evaluation: counts its records by what they are and what each model says of them, on the plan's grid.
 *
 * Guarantee: each record adds to one cell of each block for each of the M models, so a block moves by at most M grid^2
 * (add-or-remove-one) or twice that (replace-one), squared, whatever the models say. A record without a known target, or with a cell
 * outside the dictionary, counts as zero.
 * @param records one row per patient, in the cells of the plan's dictionary, cut into chunks wherever; each is looked at once
 * @param models as many as the plan names
 * @returns [planLength(plan)] counts by model, true and predicted class; then by model, true class and class of the score
 */
export function boundUtility(records: Sensitive<Iterable<EncodedTable>>, plan: UtilityPlan, models: readonly TriedModel[]): Bounded<Int32Array> {
  return boundedCounts({
    records: records.map((chunks) => judged(chunks, plan, models)),
    blocks: plan.blocks.map(({ name }) => ({ cells: countsIn(name, plan), indicatorsPerRecord: models.length })),
    cellsOf: (cells) => cells,
    grid: plan.grid,
    clampTo: plan.clampTo,
    adjacency: plan.guarantee.adjacency,
  });
}

/** The cells of each record in turn, in the same array; null for one that has no class. Models are asked about a chunk at a time. */
function* judged(chunks: Iterable<EncodedTable>, plan: UtilityPlan, models: readonly TriedModel[]): Iterable<Int32Array | null> {
  const { sizes, target } = tableLayout(plan.dictionary);
  const classes = classesOf(plan.dictionary);
  const scores = countsIn('confusion', plan);
  const cells = new Int32Array(2 * models.length);
  for (const chunk of chunks) {
    const known = withKnownCells(chunk, sizes);
    const said = models.map((model) => model.judge(known));
    for (let row = 0; row < known.rows; row += 1) {
      const truth = known.codes[row * sizes.length + target];
      if (truth >= classes) {
        yield null;
        continue;
      }
      said.forEach(({ predicted, scoreClass }, m) => {
        cells[2 * m] = (m * classes + truth) * classes + predicted[row];
        cells[2 * m + 1] = scores + (m * classes + truth) * plan.scoreClasses + scoreClass[row];
      });
      yield cells;
    }
  }
}

/** The records that the dictionary knows all cells of: a model cannot be asked about others. */
function withKnownCells(chunk: EncodedTable, sizes: Int32Array): EncodedTable {
  const kept = [...rowsOf([chunk], sizes.length)].filter((record) => isWithin(record, sizes));
  if (kept.length === chunk.rows) return chunk;
  const codes = new Uint8Array(kept.length * sizes.length);
  kept.forEach((record, row) => codes.set(record, row * sizes.length));
  return { rows: kept.length, codes };
}
