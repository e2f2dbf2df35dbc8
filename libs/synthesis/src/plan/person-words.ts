import { personLevel, type Guarantee } from '@commonward/accounting';
import type { AnyDictionary } from '@commonward/schema';
import type { TrainingPlan } from './training-plan.js';

type Persons = { readonly guarantee: Guarantee; readonly perPerson: number | null };

/**
 * What a guarantee for something smaller than a person leaves to a person, in one or two sentences; null if it is a person's already.
 * It stands wherever such an epsilon is shown, so that nobody takes it for a promise to people.
 * @param perPerson how many units of a person are used at most; null if nothing tells persons apart
 */
export function personWords({ guarantee, perPerson }: Persons): string | null {
  const { unit, delta } = guarantee;
  if (unit === 'patient') return null;
  const epsilonOf = (count: number) => (Math.ceil(1000 * personLevel(guarantee, count).epsilon) / 1000).toFixed(3);
  const start = `This protects one ${unit}, not a person.`;
  if (perPerson === null) return `${start} Nothing tells persons apart here, so how many ${unit}s of a person are used has no bound, and no epsilon holds for a person; for somebody with 2 of them it is ${epsilonOf(2)}, with 10 it is ${epsilonOf(10)}, at delta ${delta.toExponential()}.`;
  return `${start} A person with ${perPerson} of them, the most that a site uses, has epsilon ${epsilonOf(perPerson)} at delta ${delta.toExponential()}.`;
}

/** The same of a plan. */
export function personWordsOf(plan: TrainingPlan): string | null {
  switch (plan.encoding) {
    case 'pairs':
    case 'noisy-input':
    case 'utility':
      return null;
    case 'spectrum':
    case 'scores':
    case 'gradients':
      return personWords({ guarantee: plan.guarantee, perPerson: perPersonIn(plan.dictionary) });
    default:
      return plan satisfies never;
  }
}

function perPersonIn(dictionary: AnyDictionary): number | null {
  switch (dictionary.kind) {
    case 'table':
      return 1;
    case 'image':
      return dictionary.imagesPerPatient;
    case 'series':
      return dictionary.daysPerPatient;
    default:
      return dictionary satisfies never;
  }
}
