import type { Guarantee } from '@commonward/accounting';
import type { AnyDictionary } from '@commonward/schema';
import { squaredMove } from '../blocks.js';
import type { Protection } from '../protection.js';
import type { ReleasedBlock } from '../released-blocks.js';
import { classCount, gradientLength, gradientsPerUnit, layerLengths } from './discriminators.js';

/** To what the gradient of a record is clipped, in its own units. */
export const CLIPPING_NORM = 1;

/**
 * What of a gradient is clipped by itself.
 *
 * - `whole`: all of it, to the clipping norm.
 * - `layers`: the part of each layer, all to the same part of the clipping norm; long layers bear more noise than short ones, and all together less.
 */
export const CLIPPINGS = ['whole', 'layers'] as const;
export type Clipping = (typeof CLIPPINGS)[number];

/** The round that a plan is for: first how many records are in each class; then a step of the discriminator at these weights. */
export type GradientsStage =
  | { readonly name: 'classes' }
  /** `step` from 1; weights: [parameters] little-endian float32, base64 */
  | { readonly name: 'step'; readonly step: number; readonly weights: string };

/**
 * What a plan of a neural discriminator says beside its protection.
 *
 * Records are those of a table, images, or days. In the first round a site counts its records of each class (`classCount`). In every round after it, it releases the sum of its records'
 * gradients at the plan's weights, each clipped and put on the grid by itself; the coordinator adds the synthetic half, moves both
 * networks, and makes the next plan. All plans name the charges of all rounds, so a site knows what the study costs before it pays
 * for the first. Every record takes part in every step.
 */
export interface GradientsTerms {
  readonly format: 'commonward/plan/1';
  readonly study: string;
  readonly discriminator: 'network';
  readonly encoding: 'gradients';
  readonly dictionary: AnyDictionary;
  /** of all of one site's releases together */
  readonly guarantee: Guarantee;
  readonly sites: readonly string[];
  /** Units of the discriminator's hidden layer; of images and days, filters of its first convolution. */
  readonly units: number;
  /** Steps of the discriminator, each a round. */
  readonly steps: number;
  readonly clipping: Clipping;
  /** grid steps for a unit of a gradient, and for one record; a power of two */
  readonly grid: number;
  /** largest magnitude of a sum before noise, in grid steps */
  readonly clampTo: number;
  /** of the discrete Gaussian noise that each site adds, in squared grid steps: to each count; to each coordinate of each part of a gradient that is clipped by itself */
  readonly variances: { readonly classes: number; readonly step: readonly number[] };
  readonly part: GradientsStage;
  /** 64 hexadecimal digits; public; drives first weights and synthetic records, never privacy noise */
  readonly seed: string;
}

export type GradientsPlan<Dictionary extends AnyDictionary = AnyDictionary> = Omit<GradientsTerms, 'dictionary'> & { readonly dictionary: Dictionary } & Protection;

/** Whether a plan is one of such records. */
export const isOf = <Kind extends AnyDictionary['kind']>(plan: GradientsPlan, kind: Kind): plan is GradientsPlan<Extract<AnyDictionary, { kind: Kind }>> => plan.dictionary.kind === kind;

/** A part of a gradient that is clipped by itself. */
export interface ClippedPart {
  readonly length: number;
  /** in units of the gradient */
  readonly norm: number;
}

/** The parts of a gradient, in their order: all of them together are no longer than the clipping norm. */
export function clippedParts(plan: Pick<GradientsTerms, 'dictionary' | 'units' | 'clipping'>): readonly ClippedPart[] {
  switch (plan.clipping) {
    case 'whole':
      return [{ length: gradientLength(plan), norm: CLIPPING_NORM }];
    case 'layers': {
      const lengths = layerLengths(plan);
      return lengths.map((length) => ({ length, norm: CLIPPING_NORM / Math.sqrt(lengths.length) }));
    }
    default:
      return plan.clipping satisfies never;
  }
}

/** To what a part is clipped, in grid steps. */
export const clippingSteps = ({ norm }: ClippedPart, { grid }: Pick<GradientsTerms, 'grid'>): number => Math.floor(norm * grid);

/** What a site releases in the round of the plan's part. */
export function gradientsBlocks(plan: GradientsPlan, part: GradientsStage['name']): readonly ReleasedBlock[] {
  const { dictionary, guarantee, grid, variances } = plan;
  const records = gradientsPerUnit(dictionary) ** 2;
  switch (part) {
    case 'classes':
      return [{ name: part, length: classCount(dictionary), squaredSensitivity: squaredMove({ kind: 'counted', squaredNorm: records }, guarantee) * grid * grid, variance: variances.classes }];
    case 'step':
      return clippedParts(plan).map((each, at, { length }) => ({
        name: length === 1 ? part : `${part}, layer ${at + 1}`,
        length: each.length,
        squaredSensitivity: squaredMove({ kind: 'clipped', squaredNorm: records * clippingSteps(each, plan) ** 2 }, guarantee),
        variance: variances.step[at],
      }));
    default:
      return part satisfies never;
  }
}

/** The blocks of all rounds, in their order. Those of the steps are one and the same. */
export function gradientsRounds(plan: GradientsPlan): readonly (readonly ReleasedBlock[])[] {
  const step = gradientsBlocks(plan, 'step');
  return [gradientsBlocks(plan, 'classes'), ...Array.from({ length: plan.steps }, () => step)];
}

export const roundOfStage = (part: GradientsStage): number => (part.name === 'classes' ? 1 : 1 + part.step);

/** [parameters] the weights that gradients are taken at. */
export function stepWeights(weights: string): Float32Array {
  const bytes = Buffer.from(weights, 'base64');
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) => bytes.readFloatLE(4 * at));
}

export function weightsText(weights: ArrayLike<number>): string {
  const bytes = Buffer.alloc(4 * weights.length);
  for (let at = 0; at < weights.length; at += 1) bytes.writeFloatLE(Math.fround(weights[at]), 4 * at);
  return bytes.toString('base64');
}
