import type { Guarantee } from '@commonward/accounting';
import type { DataDictionary } from '@commonward/schema';
import { z } from 'zod';
import type { GradientsPlan } from './gradients/gradients-plan.js';
import { gradientsShape } from './gradients/gradients-shape.js';
import type { NoisyInputTerms } from './noisy-input/noisy-input-plan.js';
import { noisyInputShape } from './noisy-input/noisy-input-shape.js';
import { SHARED_IN_PLAIN, TRUSTS } from './protection.js';
import type { Protection } from './protection.js';
import type { ScoresPlan } from './scores/scores-plan.js';
import { scoresShape } from './scores/scores-shape.js';
import { spectrumShape } from './spectrum/spectrum-shape.js';
import type { SpectrumTerms } from './spectrum/spectrum-plan.js';
import type { UtilityTerms } from './utility/utility-plan.js';
import { utilityShape } from './utility/utility-shape.js';
import { WORKLOADS } from './workload.js';
import type { Workload } from './workload.js';

/** Tables that share one noise variance. */
export interface PlanBlock {
  readonly name: string;
  /** one or two column indices each, ascending */
  readonly tables: readonly (readonly number[])[];
  /** of the discrete Gaussian noise that each site adds to each count, in squared grid steps */
  readonly variance: number;
}

/**
 * Everything that sites and coordinator must agree on before a record is read. Public and frozen.
 *
 * Bounds, noise and the booked event are all derived from it, so they cannot disagree. What is learnt is the `encoding`.
 */
export type TrainingPlan = GeneratorPlan | UtilityPlan;
/** A generator is learnt: from moments or randomised records, or by training a neural discriminator on the sites' `gradients`. */
export type GeneratorPlan = MomentsPlan | GradientsPlan;
/** A generator is learnt from tables, the `spectrum` of images, or the `scores` of days. */
export type MomentsPlan = TablePlan | SpectrumPlan | ScoresPlan;
/** A generator of records is learnt: from noised `pairs` of tables, or from records that were randomised one by one. */
export type TablePlan = PairsPlan | NoisyInputPlan;
export type NoisyInputPlan = NoisyInputTerms;
/** What is released bears noise of blocks. */
export type NoisedPlan = Exclude<TrainingPlan, NoisyInputPlan>;
export type PairsPlan = PairsTerms & Protection;
export type SpectrumPlan = SpectrumTerms & Protection;
/** What a generator is worth is learnt: how models that saw its records only do on real ones. */
export type UtilityPlan = UtilityTerms & Protection;

interface PairsTerms {
  readonly format: 'commonward/plan/1';
  readonly study: string;
  readonly discriminator: 'moments';
  readonly encoding: 'pairs';
  readonly workload: Workload;
  readonly dictionary: DataDictionary;
  /** of one site's release, as its ledger books it */
  readonly guarantee: Guarantee;
  readonly sites: readonly string[];
  /** grid steps for one record; a power of two */
  readonly grid: number;
  /** largest count before noise, in grid steps */
  readonly clampTo: number;
  readonly blocks: readonly PlanBlock[];
  /** Whether the generator's pull is chosen on the residuals of the released tables; without it, it is the same for every study. */
  readonly tuning?: 'residuals' | undefined;
  /** 64 hexadecimal digits; public; drives the generator and sampling, never privacy noise */
  readonly seed: string;
}

/** The noise sampler's largest variance. */
export const LARGEST_VARIANCE = 2 ** 40;

const positiveInteger = z.int().positive();
const name = z.string().min(1).max(200);
const publicKey = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal digits');

/** What every kind of plan has; the dictionary is read by its own parser. */
const common = {
  format: z.literal('commonward/plan/1'),
  study: name,
  discriminator: z.literal('moments'),
  dictionary: z.record(z.string(), z.unknown()),
  sites: z.array(name).min(1),
  grid: positiveInteger,
  clampTo: positiveInteger.max(0x7fffffff),
  seed: z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal digits'),
};

const guaranteeOf = <const Units extends readonly [Guarantee['unit'], ...Guarantee['unit'][]]>(units: Units) =>
  z.strictObject({ epsilon: z.number().positive(), delta: z.number().positive().lt(1), unit: z.enum(units), adjacency: z.enum(['add-or-remove-one', 'replace-one']) });

const pairs = {
  ...common,
  encoding: z.literal('pairs'),
  guarantee: guaranteeOf(['patient']),
  workload: z.enum(WORKLOADS),
  tuning: z.literal('residuals').optional(),
  blocks: z
    .array(z.strictObject({ name, tables: z.array(z.array(z.int().nonnegative()).min(1).max(2)), variance: positiveInteger.max(LARGEST_VARIANCE) }))
    .min(1),
};

const spectrum = { ...common, encoding: z.literal('spectrum'), guarantee: guaranteeOf(['patient', 'image']), ...spectrumShape(positiveInteger.max(LARGEST_VARIANCE)) };

/** The dictionary of days, as far as it must be known before its own parser can read it. */
export const seriesShape = z.looseObject({ channels: z.array(z.record(z.string(), z.unknown())) });

const scores = { ...common, encoding: z.literal('scores'), guarantee: guaranteeOf(['patient', 'day']), ...scoresShape(positiveInteger.max(LARGEST_VARIANCE)), dictionary: seriesShape };

const { grid: _grid, clampTo: _clampTo, ...unnoised } = common;
const noisyInput = { ...unnoised, encoding: z.literal('noisy-input'), guarantee: guaranteeOf(['patient']), ...noisyInputShape };

const { discriminator: _none, ...unlearnt } = common;
const gradients = { ...unlearnt, encoding: z.literal('gradients'), guarantee: guaranteeOf(['patient', 'image', 'day']), ...gradientsShape(positiveInteger.max(LARGEST_VARIANCE)) };

const utility = { ...unlearnt, encoding: z.literal('utility'), guarantee: guaranteeOf(['patient']), ...utilityShape(positiveInteger.max(LARGEST_VARIANCE)) };

const plain = { aggregation: z.literal('plain'), trust: z.literal('local', SHARED_IN_PLAIN) };
const masked = { aggregation: z.literal('masked'), trust: z.enum(TRUSTS), threshold: positiveInteger, corrupted: positiveInteger, identityKeys: z.record(name, publicKey).optional() };

/** The shape of every kind of plan. */
export const planShape = z.discriminatedUnion('encoding', [
  z.discriminatedUnion('aggregation', [z.strictObject({ ...pairs, ...plain }), z.strictObject({ ...pairs, ...masked })]),
  z.discriminatedUnion('aggregation', [z.strictObject({ ...spectrum, ...plain }), z.strictObject({ ...spectrum, ...masked })]),
  z.discriminatedUnion('aggregation', [z.strictObject({ ...scores, ...plain }), z.strictObject({ ...scores, ...masked })]),
  z.discriminatedUnion('aggregation', [z.strictObject({ ...gradients, ...plain }), z.strictObject({ ...gradients, ...masked })]),
  z.discriminatedUnion('aggregation', [z.strictObject({ ...utility, ...plain }), z.strictObject({ ...utility, ...masked })]),
  z.strictObject(noisyInput),
]);

/** Freezes a plan with everything in it. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}
