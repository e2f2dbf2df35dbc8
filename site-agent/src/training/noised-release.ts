import { triedModels } from '@commonward/evaluation/private';
import { discreteGaussian, type Bounded, type RandomSource, type Released } from '@commonward/privacy';
import type { TrainingPlan } from '@commonward/synthesis/plan';
import { boundPairs, boundScores, boundSpectrum, boundUtility, releaseVariances } from '@commonward/synthesis/site';
import type { Debit } from '../ledger/ledger.js';
import type { SiteRecords } from '../records/record-source.js';

/** Records in, one noised integer vector out; every number that shapes the noise comes from the plan. */
export function noisedRelease(records: SiteRecords, plan: TrainingPlan, { debit, random }: { readonly debit: Debit; readonly random: RandomSource }): Released<Int32Array> {
  return discreteGaussian(bounded(records, plan, debit), { variances: releaseVariances(plan), random });
}

/** A plan is accepted only with the site's own dictionary, so the records are of its kind. */
function bounded(records: SiteRecords, plan: TrainingPlan, debit: Debit): Bounded<Int32Array> {
  if (plan.encoding === 'pairs' && records.kind === 'table') return boundPairs(records.read(debit), plan);
  if (plan.encoding === 'spectrum' && records.kind === 'image') return boundSpectrum(records.read(debit), plan);
  if (plan.encoding === 'scores' && records.kind === 'series') return boundScores(records.read(debit), plan);
  if (plan.encoding === 'utility' && records.kind === 'table') return boundUtility(records.read(debit), plan, triedModels(plan));
  throw new Error(`A plan of ${plan.encoding} was accepted for records of kind ${records.kind}.`);
}
