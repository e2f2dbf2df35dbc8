import { gradientStream, type BatchedNetwork } from '@commonward/networks';
import { clippedIntegerSum, type Bounded, type Sensitive } from '@commonward/privacy';
import { tableLayout, type EncodedTable, type TableLayout } from '@commonward/schema';
import { clippingSteps, gradientLength, isWithin, rowsOf, stepWeights, type GradientsPlan } from '../../plan/index.js';

/**
 * The site's half of a step of adversarial training: the sum of its records' gradients at the plan's weights.
 *
 * Guarantee: each patient's gradient is clipped and put on the grid by itself, so one of them moves the sum by at most the clipping norm
 * (add-or-remove-one) or twice that (replace-one), in exact integers. A record with a cell outside the dictionary counts as zero.
 * @param records one row per patient, in the cells of the plan's dictionary, cut into chunks wherever; each is looked at once
 * @param batched of `discriminatorNetwork(plan)`
 * @returns [gradientLength(plan)] the sum of gradients of softplus(-logit), in grid steps
 * @see docs/decisions/0030-gradients-are-rounded-one-by-one.md
 */
export function boundGradients(records: Sensitive<Iterable<EncodedTable>>, plan: GradientsPlan, batched: BatchedNetwork): Bounded<Int32Array> {
  const { part, dictionary, grid, clampTo, guarantee } = plan;
  if (part.name !== 'step') throw new Error(`A plan of the round "${part.name}" has no weights to take gradients at.`);
  const parameters = stepWeights(part.weights);
  const layout = tableLayout(dictionary);
  return clippedIntegerSum({
    patients: records.map((chunks) => eachAlone(gradientStream(rowsFor(chunks, layout), { batched, parameters }))),
    recordsPerPatient: 1,
    vectorOf: (gradient: Float32Array | null) => gradient,
    blocks: [{ length: gradientLength(plan), clippingNorm: clippingSteps(plan) }],
    grid,
    clampTo,
    adjacency: guarantee.adjacency,
  });
}

/** A record as the network reads it, one-hot in every column; null if a cell of it is not the dictionary's. */
function* rowsFor(chunks: Iterable<EncodedTable>, { sizes, offsets, cells }: TableLayout): Generator<Float32Array | null> {
  for (const record of rowsOf(chunks, sizes.length)) {
    const row = new Float32Array(cells);
    record.forEach((cell, column) => (row[offsets[column] + cell] = 1));
    yield isWithin(record, sizes) ? row : null;
  }
}

/** Patients of one record each. */
function* eachAlone<T>(records: Iterable<T>): Generator<readonly [T]> {
  for (const record of records) yield [record];
}
