import type { Guarantee } from '@commonward/accounting';
import type { SiteRecords } from '@commonward/evaluation';
import { parameterCount, recordGan, type Network, type RecordGanSettings } from '@commonward/networks';
import type { DataDictionary, RecordTable } from '@commonward/schema';
import { noisedHalf } from './noised-half.js';
import { CLIPPING_NORM, forecastSignalToNoise, privatePlan } from './private-plan.js';
import { exactHalf, type RealHalf } from './real-half.js';
import { recordRows } from './record-rows.js';

export interface LearnTask {
  readonly dictionary: DataDictionary;
  readonly sites: readonly SiteRecords[];
  /** Number of synthetic records. */
  readonly rows: number;
  /** Null for training without noise, on public records. */
  readonly guarantee: Guarantee | null;
  readonly uniform: () => number;
}

export interface Learnt {
  readonly synthetic: RecordTable;
  /** What public numbers forecast of the gradients' signal to noise; null without noise. */
  readonly forecast: number | null;
}

/** Small networks for a few hundred records; chosen on the research's prototype, and not again. */
const SETTINGS = {
  discriminatorUnits: 32,
  latent: 16,
  generatorUnits: 64,
  batch: 256,
  temperature: 0.7,
  rates: { learningRate: 5e-3, kept: [0.5, 0.9] },
  averaging: 0.98,
} as const satisfies Partial<RecordGanSettings>;

/** Steps of the discriminator, and how many there are for each of the generator. */
const STEPS = { exact: 600, noised: 200, perGeneratorStep: 5 };
/** A quarter of the patients in each noised step. */
const SAMPLING = { sampled: 1, outOf: 4 };

/**
 * Trains a conditional network between sites and coordinator, and draws records of both classes, as many of each.
 *
 * The classes are drawn by public, equal shares, which cost nothing.
 */
export function learnRecords({ dictionary, sites, rows, guarantee, uniform }: LearnTask): Learnt {
  const { shape, values, rowsOf, tableOf } = recordRows(dictionary);
  const gan = recordGan({ ...SETTINGS, shape, classShares: equalShares(values, shape.classes), clippingNorm: guarantee === null ? null : CLIPPING_NORM, uniform });
  const real = sites.map(({ table }) => rowsOf(table));
  const { half, steps, forecast } = guarantee === null ? exact(real, gan.discriminator) : noised(real, gan.discriminator, guarantee);
  for (let step = 1; step <= steps; step++) {
    gan.discriminatorStep(half(gan.discriminatorWeights));
    if (step % STEPS.perGeneratorStep === 0) gan.generatorStep();
  }
  const classes = Array.from({ length: rows }, (_, row) => row % values);
  return { synthetic: tableOf({ codes: gan.draw(classes), classes, uniform }), forecast };
}

interface Schedule {
  readonly half: RealHalf;
  readonly steps: number;
  readonly forecast: number | null;
}

function exact(sites: readonly (readonly Float32Array[])[], discriminator: Network): Schedule {
  return { half: exactHalf(sites, discriminator), steps: STEPS.exact, forecast: null };
}

function noised(sites: readonly (readonly Float32Array[])[], discriminator: Network, guarantee: Guarantee): Schedule {
  const plan = privatePlan({ guarantee, ...SAMPLING, steps: STEPS.noised, parameters: parameterCount(discriminator) });
  // The benchmark's cohort is public, and so is its size.
  const publicRecords = sites.reduce((sum, rows) => sum + rows.length, 0);
  const forecast = forecastSignalToNoise(plan, { records: publicRecords, sites: sites.length });
  return { half: noisedHalf({ sites, discriminator, plan, publicRecords }), steps: STEPS.noised, forecast };
}

/** The same for every category; none for an unknown or a missing class. */
function equalShares(values: number, classes: number): number[] {
  return Array.from({ length: classes }, (_, c) => (c < values ? 1 / values : 0));
}
