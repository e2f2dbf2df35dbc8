import type { Guarantee } from '@commonward/accounting';
import type { AnyDictionary } from '@commonward/schema';
import type { Forecast } from './forecast.js';
import { planGradients } from './gradients/plan-gradients.js';
import { planPairs } from './pairs-plan.js';
import type { Aggregation, Trust } from './protection.js';
import { planScores } from './scores/plan-scores.js';
import { planSpectrum } from './spectrum/plan-spectrum.js';
import type { GeneratorPlan } from './training-plan.js';

/** What a study asks for, of whatever kind of data. */
export interface AnyStudy {
  readonly study: string;
  readonly dictionary: AnyDictionary;
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  readonly aggregation: Aggregation;
  readonly sites: readonly string[];
  /** What tells synthetic from real records; a `network` of tables is trained in many rounds, where there are patients enough. */
  readonly discriminator: DiscriminatorChoice;
  /** 64 lower-case hexadecimal digits; public */
  readonly seed: string;
}

/** The usual one is linear or quadratic over fixed public features, and needs one or two releases. */
export type DiscriminatorChoice =
  | { readonly kind: 'moments' }
  /** null for the usual number of steps */
  | { readonly kind: 'network'; readonly steps: number | null };

export type Planning =
  | { readonly kind: 'planned'; readonly plan: GeneratorPlan; readonly forecast: Forecast }
  | { readonly kind: 'refused'; readonly reason: string; readonly forecast: Forecast };

/**
 * Plans the first round of a study by the kind of its data, or says why it would be useless.
 * @throws RangeError in one sentence if the terms cannot go together
 */
export function planStudy(study: AnyStudy): Planning {
  const { dictionary, guarantee, discriminator } = study;
  if (guarantee.unit !== dictionary.unit) throw new RangeError(`The dictionary protects one ${dictionary.unit}, and the guarantee is for one ${guarantee.unit}; give both the same unit.`);
  if (discriminator.kind === 'network') {
    if (dictionary.kind !== 'table') throw new RangeError(`Networks are trained on tables; leave the discriminator out for ${dictionary.kind === 'image' ? 'images' : 'series'}.`);
    return planGradients({ ...study, dictionary, steps: discriminator.steps });
  }
  switch (dictionary.kind) {
    case 'table':
      return planPairs({ ...study, dictionary });
    case 'image':
      return planSpectrum({ ...study, dictionary });
    case 'series':
      return planScores({ ...study, dictionary });
    default:
      return dictionary satisfies never;
  }
}
