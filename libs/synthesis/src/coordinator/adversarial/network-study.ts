import { clippedParts, discriminatorOf, weightsText, type GradientsPlan } from '../../plan/index.js';
import { declaredSize } from '../../plan/workload-choice.js';
import type { Aggregate } from '../aggregate.js';
import { networkGenerator, type NetworkGenerator } from './network-generator.js';
import { subjectOf } from './subject-of.js';
import { firstState, type TrainingState } from './training-state.js';
import { trainingStep } from './training-step.js';

/** A study of a neural discriminator under way: it follows from the releases so far alone, and its next plan from it. */
export interface NetworkStudy {
  /** of the first round */
  readonly plan: GradientsPlan;
  /** Estimated from the noised counts: at all sites of the first round. */
  readonly records: number;
  /** The sites whose counts are in the first round. */
  readonly counted: readonly string[];
  readonly state: TrainingState;
}

/** A sum, and the sites in it. */
export interface SummedRound {
  readonly sum: Aggregate;
  readonly contributors: readonly string[];
}

/** After the first round: how many records there are, and how often each class is drawn. @param plan of the first round */
export function beginStudy(plan: GradientsPlan, { sum: { sum }, contributors }: SummedRound): NetworkStudy {
  const counts = sum.map((count) => Math.max(0, count / plan.grid));
  const records = Math.max(1, counts.reduce((total, count) => total + count, 0));
  const known = counts.some((count) => count > 0);
  const classShares = counts.map((count) => (known ? count / records : 1 / counts.length));
  return { plan, records, counted: contributors, state: firstState({ ...networksOf(plan), classShares: evenly(classShares), seed: plan.seed }) };
}

/** Adding up to 1, whatever was rounded. */
function evenly(shares: Float64Array): Float64Array {
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

/** After a step: both networks have moved. */
export function afterStep({ plan, records, counted, state }: NetworkStudy, { sum: { sum }, contributors }: SummedRound): NetworkStudy {
  const present = records * shareOf(contributors, counted, plan);
  const slopes = sum.map((steps) => steps / (plan.grid * present));
  return { plan, records, counted, state: trainingStep(state, slopes, { ...networksOf(plan), parts: clippedParts(plan), seed: plan.seed }) };
}

const networksOf = (plan: GradientsPlan) => ({ subject: subjectOf(plan.dictionary), discriminator: discriminatorOf(plan) });

/** The plan of the round after those so far; null if there is none. */
export function nextStep({ plan, state }: NetworkStudy): GradientsPlan | null {
  if (state.steps === plan.steps) return null;
  return { ...plan, part: { name: 'step', step: state.steps + 1, weights: weightsText(state.discriminator.parameters) } };
}

export const generatorOf = ({ state, records }: NetworkStudy): NetworkGenerator => networkGenerator(state, records);

/** Which part of the counted records is at these sites, by what sites declare; a study of networks is planned only if all do. */
function shareOf(sites: readonly string[], counted: readonly string[], { dictionary }: GradientsPlan): number {
  const declared = (names: readonly string[]) => names.reduce((sum, site) => sum + (declaredSize(dictionary, site) ?? 0), 0);
  return declared(sites) / declared(counted);
}
