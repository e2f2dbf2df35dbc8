import type { Guarantee } from '@commonward/accounting';
import type { AnyDictionary } from '@commonward/schema';
import type { Allocation } from './allocation.js';
import type { Forecast } from './forecast.js';
import type { Clipping } from './gradients/gradients-plan.js';
import { planGradients } from './gradients/plan-gradients.js';
import { planNoisyInput } from './noisy-input/plan-noisy-input.js';
import { planAllocated, planPairs } from './pairs-plan.js';
import type { Aggregation, Trust } from './protection.js';
import { planScores } from './scores/plan-scores.js';
import type { Setting, Tuning } from './setting.js';
import { planSpectrum } from './spectrum/plan-spectrum.js';
import type { GeneratorPlan } from './training-plan.js';

/** What a study asks for, of whatever kind of data. */
export interface AnyStudy {
  readonly study: string;
  readonly dictionary: AnyDictionary;
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  readonly aggregation: Aggregation;
  readonly setting: Setting;
  readonly allocation: Allocation;
  readonly tuning: Tuning;
  /** Of the discriminator, with the setting dp-training; null for the usual number. */
  readonly steps: number | null;
  /** Of its gradients. */
  readonly clipping: Clipping;
  readonly sites: readonly string[];
  /** 64 lower-case hexadecimal digits; public */
  readonly seed: string;
}

export type Planning =
  | { readonly kind: 'planned'; readonly plan: GeneratorPlan; readonly forecast: Forecast }
  | { readonly kind: 'refused'; readonly reason: string; readonly forecast: Forecast };

/**
 * Plans the first round of a study by the kind of its data, or says why it would be useless.
 * @throws RangeError in one sentence if the terms cannot go together
 */
export function planStudy(study: AnyStudy): Planning {
  const { dictionary, guarantee } = study;
  if (guarantee.unit !== dictionary.unit) throw new RangeError(`The dictionary protects one ${dictionary.unit}, and the guarantee is for one ${guarantee.unit}; give both the same unit.`);
  if (study.allocation !== 'usual' && (dictionary.kind !== 'table' || study.setting !== 'moments')) throw new RangeError('A budget is divided among blocks of tables, with the setting moments: choose the allocation usual.');
  if (study.tuning !== 'none' && (dictionary.kind !== 'table' || study.setting !== 'moments')) throw new RangeError('Only the generator of noised tables is tuned on residuals: choose the tuning none.');
  if (study.steps !== null && study.setting !== 'dp-training') throw new RangeError('Only a network is trained in steps: leave them out, or choose the setting dp-training.');
  if (study.clipping !== 'whole' && study.setting !== 'dp-training') throw new RangeError('Only gradients are clipped layer by layer: choose the clipping whole, or the setting dp-training.');
  switch (study.setting) {
    case 'moments':
      return planMoments(study);
    case 'noisy-input':
      if (dictionary.kind !== 'table') throw new RangeError(`The setting ${study.setting} is for tables; this dictionary is of kind ${dictionary.kind}: choose another setting.`);
      return planNoisyInput({ ...study, dictionary });
    case 'dp-training':
      return planGradients(study);
    default:
      return study.setting satisfies never;
  }
}

function planMoments({ dictionary, ...study }: AnyStudy): Planning {
  switch (dictionary.kind) {
    case 'table':
      return study.allocation === 'usual' ? planPairs({ ...study, dictionary }) : planAllocated({ ...study, dictionary }, study.allocation);
    case 'image':
      return planSpectrum({ ...study, dictionary });
    case 'series':
      return planScores({ ...study, dictionary });
    default:
      return dictionary satisfies never;
  }
}
