import { InvalidArgumentError } from 'commander';
import { placesOf, planAllocated, planNoisyInput, planPairs, type PairsStudy, type TablePlan } from '@commonward/synthesis/plan';
import { planned } from '../planned.js';

/**
 * What is noised, and how the budget is divided: `moments` as the public rule has it, `optimal` with the least mean squared noise of a table,
 * `tuned` as `moments` with the generator's pull chosen on residuals, `noisy-input` for records that are randomised one by one.
 */
export const BENCH_SETTINGS = ['moments', 'optimal', 'tuned', 'noisy-input'] as const;
export type BenchSetting = (typeof BENCH_SETTINGS)[number];

/** The settings that a command line names, separated by commas. */
export function settingNames(text: string): readonly BenchSetting[] {
  return text.split(',').map((name) => {
    const known = BENCH_SETTINGS.find((setting) => setting === name);
    if (known === undefined) throw new InvalidArgumentError(`Expected some of ${BENCH_SETTINGS.join(', ')}, separated by commas.`);
    return known;
  });
}

/** The plan of a study in this setting; of one that is refused and forced, the first that more patients would be given. @throws UsageError as `planned` */
export function planIn(setting: BenchSetting, study: PairsStudy, force: boolean): TablePlan {
  const { publicCohortSize } = study.dictionary;
  const withSizes = (sizes: Readonly<Record<string, number>>): PairsStudy => ({ ...study, dictionary: { ...study.dictionary, publicCohortSize: sizes } });
  switch (setting) {
    case 'moments':
      return planned(publicCohortSize, (sizes) => planPairs(withSizes(sizes)), force);
    case 'optimal':
      return planned(publicCohortSize, (sizes) => planAllocated(withSizes(sizes), 'optimal'), force);
    case 'tuned':
      return planned(publicCohortSize, (sizes) => planPairs({ ...withSizes(sizes), tuning: 'residuals' }), force);
    case 'noisy-input':
      // Patients that are only told of would have places, and their randomised absence would be in every table.
      return { ...planned(publicCohortSize, (sizes) => planNoisyInput({ ...withSizes(sizes), aggregation: 'plain' }), force), places: placesOf(study) };
    default:
      return setting satisfies never;
  }
}
