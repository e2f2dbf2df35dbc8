import type { GradientPlan } from '@commonward/synthesis/plan';

import { seededRandom } from '../../libs/privacy/src/random.fixture.js';
import type { Audited } from './audited.js';
import type { Build } from './build.js';
import { claimedEpsilon } from './claim.js';
import { epsilonSeen, fairCoins } from './one-run.js';

interface LabelledRecord {
  /** Index and value of the features that are not zero. */
  readonly features: readonly (readonly [index: number, value: number])[];
  readonly label: 0 | 1;
}

const CANARIES = 1000;
const ORDINARY_FEATURES = 4;
const ORDINARY_PATIENTS = 200;
const WEIGHTS = ORDINARY_FEATURES + CANARIES;
const STEPS = 20;
/** Small enough that no canary is learned so well that its gradient falls short of the clipping norm. */
const LEARNING_RATE = 0.1;
const DELTA = 1e-7;

/** One in twenty patients in every step, clipped to one unit, under noise twice as wide. */
const plan: GradientPlan = {
  sampled: 1,
  outOf: 20,
  recordsPerPatient: 1,
  grid: 256,
  clampTo: 2 ** 30,
  blocks: [{ length: WEIGHTS, clippingNorm: 256, variance: 512 ** 2 }],
  adjacency: 'add-or-remove-one',
};

/**
 * Trains a small logistic regression with canaries in its data, and tells what its noisy gradients give away.
 *
 * A canary is a patient with a finding that nobody else has, far out of range: its gradient lies on a coordinate of its own and
 * is clipped to the full norm. Half of the canaries, by coin, are among the records.
 */
export function auditTraining(build: Build, seed: string): Audited {
  const included = fairCoins(CANARIES, seededRandom(`${seed}: coins`));
  const { gradients, events } = train(build, [...ordinaryPatients(seed), ...canaryPatients(included)], seed);
  const signals = included.map((_, canary) => gradients.map((gradient) => -gradient[ORDINARY_FEATURES + canary]));
  const attacks = [
    // Noise averages out over the steps, and what a canary adds does not.
    signals.map((steps) => steps.reduce((sum, signal) => sum + signal, 0)),
    // Noise that repeats cancels in the difference of two steps, and a canary is in some and not in others.
    signals.map((steps) => Math.max(...steps) - Math.min(...steps)),
  ];
  return {
    claimed: claimedEpsilon(events, { adjacency: plan.adjacency, delta: DELTA }),
    seen: epsilonSeen({ included, attacks, guessedIn: 200, guessedOut: 0, delta: DELTA }),
  };
}

function train({ privacy, gradientStep }: Build, patients: LabelledRecord[][], seed: string) {
  const random = seededRandom(`${seed}: noise`);
  const weights = new Float64Array(WEIGHTS);
  const releases = Array.from({ length: STEPS }, () => {
    const gradientOf = (record: LabelledRecord) => gradient(record, weights);
    const { value, event } = gradientStep(privacy.Sensitive.of(patients), { plan, gradientOf, random });
    for (let i = 0; i < WEIGHTS; i += 1) weights[i] -= (LEARNING_RATE * value[i]) / (plan.grid * ORDINARY_PATIENTS);
    return { value, event };
  });
  return { gradients: releases.map(({ value }) => value), events: releases.map(({ event }) => event) };
}

/** Of the logistic loss of one record. */
function gradient({ features, label }: LabelledRecord, weights: Float64Array): Float64Array {
  const score = features.reduce((sum, [index, value]) => sum + weights[index] * value, 0);
  const error = 1 / (1 + Math.exp(-score)) - label;
  const result = new Float64Array(WEIGHTS);
  for (const [index, value] of features) result[index] = error * value;
  return result;
}

function ordinaryPatients(seed: string): LabelledRecord[][] {
  const words = new Uint32Array(ORDINARY_PATIENTS * ORDINARY_FEATURES);
  seededRandom(`${seed}: patients`).fill(words);
  return Array.from({ length: ORDINARY_PATIENTS }, (_, patient) => {
    const values = Array.from({ length: ORDINARY_FEATURES }, (_, i) => words[patient * ORDINARY_FEATURES + i] / 2 ** 31 - 1);
    return [{ features: values.map((value, i) => [i, value] as const), label: values[0] + values[1] > 0 ? 1 : 0 }];
  });
}

function canaryPatients(included: readonly boolean[]): LabelledRecord[][] {
  return included.flatMap((isIn, canary) => (isIn ? [[{ features: [[ORDINARY_FEATURES + canary, 100]], label: 1 } satisfies LabelledRecord]] : []));
}
