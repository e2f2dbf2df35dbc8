import { triedModels } from '@commonward/evaluation/private';
import { discreteGaussian, type Bounded, type RandomSource, type Released } from '@commonward/privacy';
import type { NoisedPlan, NoisyInputPlan, TrainingPlan } from '@commonward/synthesis/plan';
import { boundClasses, boundPairs, boundScores, boundSpectrum, boundUtility, randomisedRelease, releaseVariances, type NetworkRecords } from '@commonward/synthesis/site';
import type { Debit } from '../ledger/ledger.js';
import type { SiteRecords } from '../records/record-source.js';
import type { Networks } from './networks.js';

interface Release {
  readonly site: string;
  readonly debit: Debit;
  readonly random: RandomSource;
  readonly networks: Networks;
}

/** Records in, one noised integer vector out; every number that shapes the noise comes from the plan. */
export function noisedRelease(records: SiteRecords, plan: TrainingPlan, release: Release): Released<Int32Array> {
  if (plan.encoding === 'noisy-input') return randomised(records, plan, release);
  return discreteGaussian(bounded(records, plan, release), { variances: releaseVariances(plan), random: release.random });
}

function randomised(records: SiteRecords, plan: NoisyInputPlan, { site, debit, random }: Release): Released<Int32Array> {
  if (records.kind !== 'table') throw ofAnotherKind(records, plan);
  return randomisedRelease(records.read(debit), plan, { site, random });
}

function bounded(records: SiteRecords, plan: NoisedPlan, { debit, networks }: Release): Bounded<Int32Array> {
  if (plan.encoding === 'pairs' && records.kind === 'table') return boundPairs(records.read(debit), plan);
  if (plan.encoding === 'spectrum' && records.kind === 'image') return boundSpectrum(records.read(debit), plan);
  if (plan.encoding === 'scores' && records.kind === 'series') return boundScores(records.read(debit), plan);
  if (plan.encoding === 'gradients') return plan.part.name === 'classes' ? boundClasses(networkRecords(records, debit), plan) : networks.gradients(networkRecords(records, debit), plan);
  if (plan.encoding === 'utility' && records.kind === 'table') return boundUtility(records.read(debit), plan, triedModels(plan));
  throw ofAnotherKind(records, plan);
}

/** What a network learns from, of whatever kind. */
function networkRecords(records: SiteRecords, debit: Debit): NetworkRecords {
  switch (records.kind) {
    case 'table':
      return { kind: records.kind, records: records.read(debit) };
    case 'image':
      return { kind: records.kind, records: records.read(debit) };
    case 'series':
      return { kind: records.kind, records: records.read(debit) };
    default:
      return records satisfies never;
  }
}

/** A plan is accepted only with the site's own dictionary, so the records are of its kind. */
const ofAnotherKind = (records: SiteRecords, plan: TrainingPlan): Error => new Error(`A plan of ${plan.encoding} was accepted for records of kind ${records.kind}.`);
