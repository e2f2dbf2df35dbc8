import { triedModels } from '@commonward/evaluation/private';
import { discreteGaussian, type Bounded, type RandomSource, type Released } from '@commonward/privacy';
import type { TrainingPlan } from '@commonward/synthesis/plan';
import { boundClasses, boundPairs, boundScores, boundSpectrum, boundUtility, releaseVariances } from '@commonward/synthesis/site';
import type { Debit } from '../ledger/ledger.js';
import type { SiteRecords } from '../records/record-source.js';
import type { Networks } from './networks.js';

/** Records in, one noised integer vector out; every number that shapes the noise comes from the plan. */
export function noisedRelease(records: SiteRecords, plan: TrainingPlan, { debit, random, networks }: Paid & { readonly random: RandomSource }): Released<Int32Array> {
  return discreteGaussian(bounded(records, plan, { debit, networks }), { variances: releaseVariances(plan), random });
}

interface Paid {
  readonly debit: Debit;
  readonly networks: Networks;
}

/** A plan is accepted only with the site's own dictionary, so the records are of its kind. */
function bounded(records: SiteRecords, plan: TrainingPlan, { debit, networks }: Paid): Bounded<Int32Array> {
  if (plan.encoding === 'pairs' && records.kind === 'table') return boundPairs(records.read(debit), plan);
  if (plan.encoding === 'spectrum' && records.kind === 'image') return boundSpectrum(records.read(debit), plan);
  if (plan.encoding === 'scores' && records.kind === 'series') return boundScores(records.read(debit), plan);
  if (plan.encoding === 'gradients' && records.kind === 'table') return plan.part.name === 'classes' ? boundClasses(records.read(debit), plan) : networks.gradients(records.read(debit), plan);
  if (plan.encoding === 'utility' && records.kind === 'table') return boundUtility(records.read(debit), plan, triedModels(plan));
  throw new Error(`A plan of ${plan.encoding} was accepted for records of kind ${records.kind}.`);
}
