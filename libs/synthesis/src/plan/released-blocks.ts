import { planBlocks } from './blocks.js';
import { gradientsBlocks, gradientsRounds, roundOfStage } from './gradients/gradients-plan.js';
import { noisyInputLength } from './noisy-input/noisy-input-plan.js';
import { SCORES_PARTS, squaredMove, type ScoresPart, type ScoresPlan } from './scores/scores-plan.js';
import { SPECTRUM_PARTS, squaredSensitivity, type SpectrumPart } from './spectrum/spectrum-plan.js';
import type { NoisedPlan, SpectrumPlan, TrainingPlan, UtilityPlan } from './training-plan.js';
import { countsIn, squaredUtilityMove } from './utility/utility-plan.js';

/** One block of a released vector, whatever it holds. */
export interface ReleasedBlock {
  readonly name: string;
  readonly length: number;
  /** of the block under the plan's adjacency, for one unit of privacy, in squared grid steps */
  readonly squaredSensitivity: number;
  /** in squared grid steps */
  readonly variance: number;
}

/** The blocks of what a site releases under this plan, in their order. */
export function releasedBlocks(plan: NoisedPlan): readonly ReleasedBlock[] {
  switch (plan.encoding) {
    case 'pairs':
      return planBlocks(plan).map(({ length, squaredSensitivity: moved, variance }, b) => ({ name: plan.blocks[b].name, length, squaredSensitivity: moved, variance }));
    case 'spectrum':
      return spectrumBlocks(plan, plan.part.name);
    case 'scores':
      return scoresBlocksOf(plan, plan.part.name);
    case 'gradients':
      return gradientsBlocks(plan, plan.part.name);
    case 'utility':
      return utilityBlocks(plan);
    default:
      return plan satisfies never;
  }
}

/** The blocks of each round of the plan's study, in the order of rounds: what a site pays for by the end of it. */
export function blocksOfRounds(plan: NoisedPlan): readonly (readonly ReleasedBlock[])[] {
  switch (plan.encoding) {
    case 'pairs':
    case 'utility':
      return [releasedBlocks(plan)];
    case 'spectrum':
      return SPECTRUM_PARTS.map((part) => spectrumBlocks(plan, part));
    case 'scores':
      return SCORES_PARTS.map((part) => scoresBlocksOf(plan, part));
    case 'gradients':
      return gradientsRounds(plan);
    default:
      return plan satisfies never;
  }
}

/** Which round of its study a plan is for, from 1. */
export function roundOfPlan(plan: TrainingPlan): number {
  switch (plan.encoding) {
    case 'pairs':
    case 'noisy-input':
    case 'utility':
      return 1;
    case 'spectrum':
      return 1 + SPECTRUM_PARTS.indexOf(plan.part.name);
    case 'scores':
      return 1 + SCORES_PARTS.indexOf(plan.part.name);
    case 'gradients':
      return roundOfStage(plan.part);
    default:
      return plan satisfies never;
  }
}

/** How many integers one site releases under this plan. */
export function planLength(plan: TrainingPlan): number {
  if (plan.encoding === 'noisy-input') return noisyInputLength(plan);
  return releasedBlocks(plan).reduce((length, block) => length + block.length, 0);
}

function spectrumBlocks(plan: SpectrumPlan, part: SpectrumPart): readonly ReleasedBlock[] {
  return plan[part].map(({ name, length, clippingNorm, variance }) => ({ name, length, squaredSensitivity: squaredSensitivity(clippingNorm, plan), variance }));
}

function scoresBlocksOf(plan: ScoresPlan, part: ScoresPart): readonly ReleasedBlock[] {
  return plan[part].map(({ name, length, clippingNorm, variance }) => ({ name, length, squaredSensitivity: squaredMove(clippingNorm, plan.guarantee), variance }));
}

function utilityBlocks(plan: UtilityPlan): readonly ReleasedBlock[] {
  return plan.blocks.map(({ name, variance }) => ({ name, length: countsIn(name, plan), squaredSensitivity: squaredUtilityMove(plan), variance }));
}
