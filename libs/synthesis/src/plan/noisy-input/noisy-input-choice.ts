import { rhoUnitsFor, RHO_UNITS_PER_ONE, type Guarantee, type RandomisedAnswer } from '@commonward/accounting';
import { tableLayout, type DataDictionary } from '@commonward/schema';
import { declaredSize, MOST_NOISE, times, type Choice } from '../workload-choice.js';
import { tableGroups } from '../workload.js';
import { estimateVariance } from './estimate-variance.js';
import { MOST_PLACES, type NoisyWorkload } from './noisy-input-plan.js';
import { answerFor } from './randomised-answer.js';

interface Terms {
  readonly dictionary: DataDictionary;
  readonly guarantee: Guarantee;
  readonly sites: readonly string[];
}

/** A declared size is rounded, in the extreme to one digit: 149 patients may be declared as 100. */
const PLACES_PER_DECLARED = 1.5;
const MOST_DECLARED = Math.floor(MOST_PLACES / PLACES_PER_DECLARED);

/** By site. @throws RangeError if a site declares no size */
export function placesOf({ dictionary, sites }: Pick<Terms, 'dictionary' | 'sites'>): Readonly<Record<string, number>> {
  return Object.fromEntries(sites.map((site) => [site, Math.max(1, Math.ceil(PLACES_PER_DECLARED * sizeOf(dictionary, site)))]));
}

function sizeOf(dictionary: DataDictionary, site: string): number {
  const size = declaredSize(dictionary, site);
  if (size !== null && size > MOST_DECLARED) throw new RangeError(`The site ${site} declares ${size} patients; randomised records have room for ${MOST_DECLARED}.`);
  if (size !== null) return size;
  throw new RangeError(`The dictionary declares no public cohort size for ${site}, so how many places its records need cannot be said: declare one, or choose the setting moments.`);
}

/**
 * How each column is randomised if these tables are wanted: half of rho for the target, which is in every table with it, and the rest
 * shared by the other columns; for single columns all share alike. With nobody a column has one category more.
 */
export function answersOf(workload: NoisyWorkload, { dictionary, guarantee }: Pick<Terms, 'dictionary' | 'guarantee'>): readonly RandomisedAnswer[] {
  const { sizes, target } = tableLayout(dictionary);
  const rho = rhoUnitsFor(guarantee) / RHO_UNITS_PER_ONE;
  return Array.from(sizes, (size, j) => answerFor(size + 1, rho * shareOf(j, { workload, columns: sizes.length, target })));
}

function shareOf(column: number, { workload, columns, target }: { readonly workload: NoisyWorkload; readonly columns: number; readonly target: number }): number {
  if (workload === 'one-ways' || columns === 1) return 1 / columns;
  return column === target ? 1 / 2 : 1 / 2 / (columns - 1);
}

/**
 * Chooses the tables by the rule of every study of tables: what is expected of the error in the largest one, over its content. Reads nothing
 * but the terms.
 * @returns the tables too; null if no table could tell anything
 * @throws RangeError if a site declares no size
 */
export function chooseNoisyInput(terms: Terms): { readonly choice: Choice; readonly workload: NoisyWorkload | null } {
  const cohort = terms.sites.reduce((sum, site) => sum + sizeOf(terms.dictionary, site), 0);
  const [target, other] = relativeErrors('weighted-pairs', terms, cohort);
  const [oneWay] = relativeErrors('one-ways', terms, cohort);
  const levels = { cohort, target, other, oneWay };
  const workload = affordable(levels);
  const relativeNoise = { target, other: terms.dictionary.columns.length > 2 ? other : null };
  return { workload, choice: { outcome: workload === null ? 'refused' : 'noisy-input', reason: reasonFor(workload, terms, levels), cohort, relativeNoise } };
}

function affordable({ other, target, oneWay }: Levels): NoisyWorkload | null {
  if (other <= MOST_NOISE.other && target <= MOST_NOISE.target) return 'weighted-pairs';
  if (target <= MOST_NOISE.target) return 'target-pairs';
  return oneWay <= MOST_NOISE.oneWay ? 'one-ways' : null;
}

/** By group of tables: the error of all cells together over the number of records, in the worst table of the group. */
function relativeErrors(workload: NoisyWorkload, terms: Terms, cohort: number): readonly number[] {
  const { sizes, target } = tableLayout(terms.dictionary);
  const answers = answersOf(workload, terms);
  const places = Object.values(placesOf(terms)).reduce((sum, count) => sum + count, 0);
  const squaredError = (table: readonly number[]): number => table.reduce((cells, j) => cells * answers[j].categories, 1) * estimateVariance(table.map((j) => answers[j]), places);
  return tableGroups(workload, sizes.length, target).map(({ tables }) => Math.sqrt(Math.max(0, ...tables.map(squaredError))) / Math.max(1, cohort));
}

interface Levels {
  readonly cohort: number;
  readonly target: number;
  readonly other: number;
  readonly oneWay: number;
}

function reasonFor(workload: NoisyWorkload | null, { sites, guarantee }: Terms, { cohort, target, other, oneWay }: Levels): string {
  const start = 'Every record is randomised at its site';
  switch (workload) {
    case 'weighted-pairs':
      return `${start}; in the largest table of two columns the error is ${times(other)} the content (at most ${MOST_NOISE.other}): all pairs of columns are learnt.`;
    case 'target-pairs':
      return `${start}; in a table with the target the error is ${times(target)} the content (at most ${MOST_NOISE.target}): each column is learnt with the target, and alone.`;
    case 'one-ways':
      return `${start}; even in a table with the target the error would be ${times(target)} the content, more than ${MOST_NOISE.target}: only single columns are learnt (${times(oneWay)}), so synthetic records show no relations between columns.`;
    case null:
      return (
        `${cohort} patients at ${sites.length} ${sites.length === 1 ? 'site' : 'sites'} are too few to learn from records that are randomised one by one at epsilon ${guarantee.epsilon} and delta ${guarantee.delta}: ` +
        `even in a table of one column the error would be ${times(oneWay)} the content, more than ${MOST_NOISE.oneWay}. Choose the setting moments, raise epsilon, or use fewer columns or bins.`
      );
    default:
      return workload satisfies never;
  }
}
