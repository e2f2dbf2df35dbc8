import { gradientStream, type GradientSource, type StreamOptions } from '@commonward/networks';
import { clippedIntegerSum, type Bounded } from '@commonward/privacy';
import { clippedParts, clippingSteps, stepWeights, type GradientsPlan } from '../../plan/index.js';
import { recordsTogether, shownRecords, type NetworkRecords, type Shown } from '../shown-records.js';

/**
 * The site's half of a step of adversarial training: the sum of its records' gradients at the plan's weights.
 *
 * Guarantee: the gradient of each unit of privacy is clipped and put on the grid by itself, so one of them moves the sum by at most the
 * clipping norm (add-or-remove-one) or twice that (replace-one), in exact integers; a patient of several images, of which the reader
 * admits so many as the plan charges, so many times as far. The gradient of a person with several days is the mean of theirs. A record
 * that the dictionary has no place for counts as zero.
 * @param records cut into chunks wherever; each is looked at once
 * @param source of `discriminatorOf(plan)`
 * @returns [gradientLength(plan)] the sum of gradients of softplus(-logit), in grid steps
 * @see docs/decisions/0030-gradients-are-rounded-one-by-one.md
 */
export function boundGradients(records: NetworkRecords, plan: GradientsPlan, source: GradientSource): Bounded<Int32Array> {
  const { part, dictionary, grid, clampTo, guarantee } = plan;
  if (part.name !== 'step') throw new Error(`A plan of the round "${part.name}" has no weights to take gradients at.`);
  const parameters = stepWeights(part.weights);
  return clippedIntegerSum<SharedGradient>({
    patients: shownRecords(records, plan).map((units) => gradientsByUnit(units, { source, parameters })),
    recordsPerPatient: recordsTogether(dictionary),
    vectorOf: ({ gradient, share }) => (share === 1 ? gradient : (gradient?.map((slope) => slope * share) ?? null)),
    blocks: clippedParts(plan).map((part) => ({ length: part.length, clippingNorm: clippingSteps(part, plan) })),
    grid,
    clampTo,
    adjacency: guarantee.adjacency,
  });
}

interface SharedGradient {
  readonly gradient: Float32Array | null;
  readonly share: number;
}

/** The gradients of each unit's records. They come from one stream, so that a batch on the device is full whosever its records are. */
function* gradientsByUnit(units: Iterable<readonly Shown[]>, stream: StreamOptions): Generator<Iterable<SharedGradient>> {
  const onDevice: (readonly Shown[])[] = [];
  const gradients = gradientStream(rowsOf(units, onDevice), stream);
  for (let next = gradients.next(); next.done !== true; next = gradients.next()) {
    const [unit] = onDevice.splice(0, 1);
    yield gradientsOfUnit(unit, next.value, gradients);
  }
}

function* rowsOf(units: Iterable<readonly Shown[]>, onDevice: (readonly Shown[])[]): Generator<Float32Array | null> {
  for (const unit of units) {
    if (unit.length > 0) onDevice.push(unit);
    for (const shown of unit) yield shown === null ? null : shown.row();
  }
}

/** @param first the gradient of its first record, which the stream has given already */
function* gradientsOfUnit(unit: readonly Shown[], first: Float32Array | null, later: Iterator<Float32Array | null, void>): Generator<SharedGradient> {
  for (const [at, shown] of unit.entries()) {
    const next = at === 0 ? { value: first } : later.next();
    if (next.value === undefined) throw new Error('There are fewer gradients than records.');
    yield { gradient: next.value, share: shown === null ? 1 : shown.share };
  }
}
