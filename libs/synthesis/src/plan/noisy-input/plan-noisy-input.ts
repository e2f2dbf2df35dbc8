import type { Guarantee } from '@commonward/accounting';
import type { DataDictionary } from '@commonward/schema';
import { forecastOf, type Forecast } from '../forecast.js';
import { withinGuarantee } from '../noise.js';
import { checkSites } from '../pairs-plan.js';
import type { Aggregation, Trust } from '../protection.js';
import { frozen, type NoisyInputPlan } from '../training-plan.js';
import { answersOf, chooseNoisyInput, placesOf } from './noisy-input-choice.js';
import type { NoisyWorkload } from './noisy-input-plan.js';
import { replacedMore } from './randomised-answer.js';

export interface NoisyInputStudy {
  readonly study: string;
  readonly dictionary: DataDictionary;
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  readonly aggregation: Aggregation;
  readonly sites: readonly string[];
  /** 64 lower-case hexadecimal digits; public */
  readonly seed: string;
}

export type NoisyInputPlanning =
  | { readonly kind: 'planned'; readonly plan: NoisyInputPlan; readonly forecast: Forecast }
  | { readonly kind: 'refused'; readonly reason: string; readonly forecast: Forecast };

const PROTECTION = { trust: 'local', aggregation: 'plain' } as const;

/**
 * Plans one release by every site of tables of its records, each of which was randomised, or says why it would be useless.
 *
 * Guarantee: the event of a planned release costs at most the rho of the guarantee, at each site by itself, whoever else is honest.
 * @throws RangeError if there is no site, a site twice or one without a declared size, noise is to be shared or releases masked, or the
 *   guarantee is so small that every answer would be replaced
 */
export function planNoisyInput(study: NoisyInputStudy): NoisyInputPlanning {
  checkSites(study.sites);
  if (study.trust !== 'local') throw new RangeError('Records that are randomised one by one share no noise: the setting noisy-input needs trust local.');
  if (study.aggregation !== 'plain') throw new RangeError('Every release of randomised records could be published, so a sum would hide nothing more: the setting noisy-input needs aggregation plain.');
  const terms = { ...study, protection: PROTECTION };
  const { choice, workload } = chooseNoisyInput(terms);
  if (workload === null) return { kind: 'refused', reason: choice.reason, forecast: forecastOf(choice, terms, null) };
  const plan = frozen(planFor(study, workload));
  return { kind: 'planned', plan, forecast: forecastOf(choice, terms, plan) };
}

function planFor({ study, dictionary, guarantee, sites, seed }: NoisyInputStudy, workload: NoisyWorkload): NoisyInputPlan {
  const terms = { dictionary, guarantee, sites };
  const plan: NoisyInputPlan = {
    format: 'commonward/plan/1',
    study,
    discriminator: 'noisy-input',
    encoding: 'noisy-input',
    workload,
    dictionary,
    guarantee,
    ...PROTECTION,
    sites,
    places: placesOf(terms),
    columns: answersOf(workload, terms),
    seed,
  };
  return withinGuarantee(plan, raisedReplacement);
}

function raisedReplacement(plan: NoisyInputPlan): NoisyInputPlan {
  return { ...plan, columns: plan.columns.map(replacedMore) };
}
