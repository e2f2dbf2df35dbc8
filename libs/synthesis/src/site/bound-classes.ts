import { clippedIntegerSum, type Bounded } from '@commonward/privacy';
import { classCount, type GradientsPlan } from '../plan/index.js';
import { recordsTogether, shownRecords, type NetworkRecords, type Shown } from './shown-records.js';

/**
 * The first release of a study of a neural discriminator: how many records there are of each class, on the plan's grid.
 *
 * Guarantee: a record adds to one class, and the days of a person together no more than 1; a patient of several images, of which the
 * reader admits so many as the plan charges, so many. A record that the dictionary has no place for counts as zero.
 * @returns [classCount(dictionary)]
 */
export function boundClasses(records: NetworkRecords, plan: GradientsPlan): Bounded<Int32Array> {
  const { dictionary, grid, clampTo, guarantee: { adjacency } } = plan;
  const length = classCount(dictionary);
  return clippedIntegerSum<Shown>({
    patients: shownRecords(records, plan),
    recordsPerPatient: recordsTogether(dictionary),
    vectorOf: (shown) => (shown === null ? null : Array.from({ length }, (_, label) => (label === shown.label ? shown.share : 0))),
    blocks: [{ length, clippingNorm: grid }],
    grid,
    clampTo,
    adjacency,
  });
}
