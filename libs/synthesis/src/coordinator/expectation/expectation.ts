import { correlationErrorOf, effortOf, frechetForecast, releaseBytesOf, type Effort, type FrechetForecast, type MomentsPlan } from '../../plan/index.js';
import { effortSentence, errorSentence } from './expectation-words.js';
import { rehearseTables, type Rehearsal } from './rehearse-tables.js';

/** How far synthetic data are expected to be off, by what their kind is measured with. */
export type ExpectedError =
  | ({ readonly kind: 'tables' } & Rehearsal)
  /** of images of a class from real ones, means over the classes; of exported images */
  | ({ readonly kind: 'images' } & FrechetForecast)
  /** of a correlation between two steps of a day, mean over all pairs of steps */
  | { readonly kind: 'days'; readonly correlation: number };

/** What a study is expected to give and to take, from public numbers alone. */
export interface Expectation {
  readonly error: ExpectedError;
  readonly effort: Effort;
  /** Both in words, with what they rest on. */
  readonly sentences: readonly string[];
}

/**
 * What is to be expected of a study before it is launched.
 * @param plan of any round of the study
 * @param cohort declared patients, images or days at all sites together; null if a site declares none
 * @returns null without a cohort, for then the noise cannot be compared with anything
 */
export function expectationOf(plan: MomentsPlan, cohort: number | null): Expectation | null {
  if (cohort === null || cohort < 1) return null;
  const [error, effort] = [expectedError(plan, cohort), effortOf(plan, cohort)];
  return { error, effort, sentences: [errorSentence(error), effortSentence(effort, releaseBytesOf(plan))] };
}

/** @param cohort at least 1 */
export function expectedError(plan: MomentsPlan, cohort: number): ExpectedError {
  switch (plan.encoding) {
    case 'pairs':
    case 'noisy-input':
      return { kind: 'tables', ...rehearseTables(plan, cohort) };
    case 'spectrum':
      return { kind: 'images', ...frechetForecast(plan, cohort) };
    case 'scores':
      return { kind: 'days', correlation: correlationErrorOf(plan, cohort) };
    default:
      return plan satisfies never;
  }
}
