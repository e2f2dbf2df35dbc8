import { expectationOf, type Expectation } from '@commonward/synthesis/coordinator';
import { planStudy, type AnyStudy, type Planning } from '@commonward/synthesis/plan';
import { compareSettings, type ComparedSetting } from './compare-settings.js';

/** What is to be expected of a study before it is launched, beyond what its plan says. */
export interface Outlook {
  /** Null if it is refused, or a site declares no size. */
  readonly expectation: Expectation | null;
  /** The privacy settings that the study could have, at the same guarantee. */
  readonly settings: readonly ComparedSetting[];
}

/**
 * Rehearses a study with made-up patients, and every other setting that it could have: seconds of processor time, but nothing where a site
 * declares no size.
 * @throws RangeError if the terms of the study cannot go together
 */
export const outlookOf = (study: AnyStudy): Outlook => ({ expectation: expectationIn(planStudy(study)), settings: compareSettings(study) });

function expectationIn(planning: Planning): Expectation | null {
  if (planning.kind === 'refused') return null;
  const { plan, forecast: { cohort } } = planning;
  // How far a network's records will be off nobody can say beforehand.
  return plan.encoding === 'gradients' ? null : expectationOf(plan, cohort);
}
