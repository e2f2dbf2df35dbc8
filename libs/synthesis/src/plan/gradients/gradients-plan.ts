import type { Guarantee } from '@commonward/accounting';
import { tableLayout, type DataDictionary } from '@commonward/schema';
import { squaredMove } from '../blocks.js';
import type { Protection } from '../protection.js';
import type { ReleasedBlock } from '../released-blocks.js';

/** To what the gradient of a record is clipped, in its own units. */
export const CLIPPING_NORM = 1;

/** The round that a plan is for: first how many records are in each class; then a step of the discriminator at these weights. */
export type GradientsStage =
  | { readonly name: 'classes' }
  /** `step` from 1; weights: [parameters] little-endian float32, base64 */
  | { readonly name: 'step'; readonly step: number; readonly weights: string };

/**
 * What a plan of a neural discriminator says beside its protection.
 *
 * In the first round a site counts its records in each cell of the target. In every round after it, it releases the sum of its records'
 * gradients at the plan's weights, each clipped and put on the grid by itself; the coordinator adds the synthetic half, moves both
 * networks, and makes the next plan. All plans name the charges of all rounds, so a site knows what the study costs before it pays
 * for the first. Every record takes part in every step.
 */
export interface GradientsTerms {
  readonly format: 'commonward/plan/1';
  readonly study: string;
  readonly discriminator: 'network';
  readonly encoding: 'gradients';
  readonly dictionary: DataDictionary;
  /** of all of one site's releases together */
  readonly guarantee: Guarantee;
  readonly sites: readonly string[];
  /** Units of the discriminator's hidden layer. */
  readonly units: number;
  /** Steps of the discriminator, each a round. */
  readonly steps: number;
  /** grid steps for a unit of a gradient, and for one record; a power of two */
  readonly grid: number;
  /** largest magnitude of a sum before noise, in grid steps */
  readonly clampTo: number;
  /** of the discrete Gaussian noise that each site adds, in squared grid steps: to each count, to each coordinate of each step */
  readonly variances: { readonly classes: number; readonly step: number };
  readonly part: GradientsStage;
  /** 64 hexadecimal digits; public; drives first weights and synthetic records, never privacy noise */
  readonly seed: string;
}

export type GradientsPlan = GradientsTerms & Protection;

/** Cells of the discriminator's input, units of its hidden layer, and its one logit. */
export const discriminatorWidths = ({ dictionary, units }: Pick<GradientsTerms, 'dictionary' | 'units'>): readonly [number, number, number] => [tableLayout(dictionary).cells, units, 1];

/** Numbers in a gradient: layer after layer the weights [inputs, outputs], then the bias. */
export function gradientLength(plan: Pick<GradientsTerms, 'dictionary' | 'units'>): number {
  const [cells, units] = discriminatorWidths(plan);
  return (cells + 1) * units + (units + 1);
}

/** The clipping norm of a record, in grid steps. */
export const clippingSteps = ({ grid }: Pick<GradientsTerms, 'grid'>): number => CLIPPING_NORM * grid;

/** What a site releases in the round of the plan's part. */
export function gradientsBlocks(plan: GradientsPlan, part: GradientsStage['name']): readonly ReleasedBlock[] {
  const { guarantee, grid, variances } = plan;
  switch (part) {
    case 'classes': {
      const { sizes, target } = tableLayout(plan.dictionary);
      return [{ name: part, length: sizes[target], squaredSensitivity: squaredMove({ kind: 'counted', squaredNorm: 1 }, guarantee) * grid * grid, variance: variances.classes }];
    }
    case 'step':
      return [{ name: part, length: gradientLength(plan), squaredSensitivity: squaredMove({ kind: 'clipped', squaredNorm: clippingSteps(plan) ** 2 }, guarantee), variance: variances.step }];
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
