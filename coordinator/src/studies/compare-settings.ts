import { expectedError, type ExpectedError } from '@commonward/synthesis/coordinator';
import { planStudy, type AnyStudy, type GeneratorPlan, type Planning, type Setting } from '@commonward/synthesis/plan';

/** What a setting of a study would learn, and how far its synthetic records would be off, from public numbers alone. */
export interface ComparedSetting {
  readonly setting: Setting;
  readonly allocation: 'usual' | 'optimal' | 'shares';
  readonly outcome: Planning['forecast']['outcome'];
  /** Why it would be useless or cannot be; null if it can be chosen. */
  readonly problem: string | null;
  /** Mean total variation of tables of one and of two columns; null if it cannot be chosen, a site declares no size, there are no tables, or nobody can say. */
  readonly expected: { readonly oneWay: number; readonly twoWay: number } | null;
}

type Compared = Pick<AnyStudy, 'setting' | 'allocation'>;

const SETTINGS_COMPARED: readonly Compared[] = [
  { setting: 'moments', allocation: 'usual' },
  { setting: 'moments', allocation: 'optimal' },
  { setting: 'noisy-input', allocation: 'usual' },
  { setting: 'dp-training', allocation: 'usual' },
];

/** Records are randomised, and budgets divided among blocks, in tables alone. */
const isForAll = ({ setting, allocation }: Compared): boolean => setting !== 'noisy-input' && allocation === 'usual';

/**
 * The privacy settings of a study side by side, each at the study's own guarantee: its own first if it has shares of its own.
 *
 * A rehearsal of each takes about a second.
 */
export function compareSettings(study: AnyStudy): readonly ComparedSetting[] {
  const own = typeof study.allocation === 'string' ? [] : [study];
  const settings = study.dictionary.kind === 'table' ? SETTINGS_COMPARED : SETTINGS_COMPARED.filter(isForAll);
  return [...own, ...settings].map((compared) => outcomeOf(inSetting(study, compared)));
}

/** Randomised records share no noise and need no masks, whatever the study has. */
function inSetting(study: AnyStudy, { setting, allocation }: Compared): AnyStudy {
  const protection = setting === 'noisy-input' ? ({ trust: 'local', aggregation: 'plain' } as const) : {};
  const { steps, clipping } = setting === 'dp-training' ? study : ({ steps: null, clipping: 'whole' } as const);
  return { ...study, setting, allocation, tuning: 'none', steps, clipping, ...protection };
}

function outcomeOf(study: AnyStudy): ComparedSetting {
  const named = { setting: study.setting, allocation: typeof study.allocation === 'string' ? study.allocation : 'shares' } as const;
  try {
    const planning = planStudy(study);
    const { outcome, cohort, reason } = planning.forecast;
    if (planning.kind === 'refused') return { ...named, outcome, problem: reason, expected: null };
    return { ...named, outcome, problem: null, expected: cohort === null || cohort < 1 ? null : expectedOf(planning.plan, cohort) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ...named, outcome: 'refused', problem: error.message, expected: null };
  }
}

/** How far a network's records will be off nobody can say beforehand; images and days are not measured in tables. */
const expectedOf = (plan: GeneratorPlan, cohort: number): ComparedSetting['expected'] => (plan.encoding === 'gradients' || plan.dictionary.kind !== 'table' ? null : distancesIn(expectedError(plan, cohort)));

const distancesIn = (error: ExpectedError): ComparedSetting['expected'] => (error.kind === 'tables' ? { oneWay: error.oneWay, twoWay: error.twoWay } : null);
