import type { Guarantee } from '@commonward/accounting';
import { tableLayout } from '@commonward/schema';
import type { DataDictionary } from '@commonward/schema';
import { cellsOf } from './blocks.js';
import { countVariance } from './noise.js';
import type { Protection } from './protection.js';
import { tableGroups } from './workload.js';
import type { TableGroup, Workload } from './workload.js';

export interface StudyTerms {
  readonly dictionary: DataDictionary;
  readonly guarantee: Guarantee;
  readonly sites: readonly string[];
  readonly protection: Protection;
}

/** What a study can afford to learn, and why. */
export interface Choice {
  readonly outcome: Workload | 'noisy-input' | 'spectrum' | 'scores' | 'gradients' | 'utility' | 'refused';
  /** One or two plain sentences. */
  readonly reason: string;
  /**
   * Noise of the summed tables over their content, sigma sqrt(cells) / n, for the largest table: of the pairs with the
   * target as the chosen workload measures them (as `target-pairs` would, if it measures none), and of the other pairs
   * under `weighted-pairs`; null if there is no such table or no n. Of images, `other` is that of the covariances; of days, that
   * of a correlation.
   */
  readonly relativeNoise: { readonly target: number | null; readonly other: number | null };
  /** Declared public number of patients, or of images or days, at the sites taking part; null if one of them declares none. */
  readonly cohort: number | null;
}

/** Narrower tables gain nothing that could be measured from correlations. */
const FEWEST_CORRELATED_COLUMNS = 30;
/** The standard deviation of a correlation's noise, where scores vary as if all cells were equally frequent. */
const MOST_CORRELATION_NOISE = 0.2;
/** Below this noise of other pairs, their tables say more than their correlations. */
const LEAST_OTHER_NOISE = 0.1;

/** The noise, as a multiple of a table's content, up to which a group of tables is worth measuring. */
export const MOST_NOISE = { other: 1.5, target: 1, oneWay: 1 };

/**
 * Chooses the workload by the public signal-to-noise rule; it reads nothing but the study's terms.
 *
 * Correlations in place of the other pairs if there are 30 columns or more, the noise of a correlation is at most .2, and that of the
 * largest other pair more than a tenth of its content. Else all pairs if the noise of the largest other pair is at most 1.5 times its content; else the pairs with the target if
 * theirs is at most 1; else single columns if theirs is at most 1; else the study is refused. Without a public cohort
 * size of every site the rule cannot be applied, and all pairs are measured.
 */
export function chooseWorkload(terms: StudyTerms): Choice & { readonly outcome: Workload | 'refused' } {
  const cohort = publicCohort(terms);
  const [weightedTarget, others] = groupsOf('weighted-pairs', terms);
  const hasOthers = others.tables.length > 0;
  if (cohort === null) return unchecked(terms, hasOthers);
  const other = hasOthers ? relativeNoise(terms, others, cohort) : null;
  const correlated = other !== null && other > LEAST_OTHER_NOISE ? correlationChoice(terms, { other, cohort }) : null;
  if (correlated !== null) return correlated;
  if (other !== null && other <= MOST_NOISE.other) {
    const reason = `In the largest table of two columns the noise is ${times(other)} the content (at most ${MOST_NOISE.other}): all pairs of columns are measured.`;
    return { outcome: 'weighted-pairs', reason, cohort, relativeNoise: { target: relativeNoise(terms, weightedTarget, cohort), other } };
  }
  const target = relativeNoise(terms, groupsOf('target-pairs', terms)[0], cohort);
  const oneWay = relativeNoise(terms, groupsOf('one-ways', terms)[0], cohort);
  const outcome = target <= MOST_NOISE.target ? 'target-pairs' : oneWay <= MOST_NOISE.oneWay ? 'one-ways' : 'refused';
  const reason = { 'target-pairs': targetPairsReason, 'one-ways': oneWaysReason, refused: refusal }[outcome];
  return { outcome, reason: reason(terms, { cohort, other, target, oneWay }), cohort, relativeNoise: { target, other } };
}

function correlationChoice(terms: StudyTerms, { other, cohort }: { readonly other: number; readonly cohort: number }): (Choice & { readonly outcome: 'correlations' }) | null {
  const columns = terms.dictionary.columns.length;
  if (columns < FEWEST_CORRELATED_COLUMNS) return null;
  const [targetPairs, , products] = groupsOf('correlations', terms);
  const noise = Math.sqrt(countVariance(products, terms) * terms.sites.length) / cohort;
  if (noise > MOST_CORRELATION_NOISE) return null;
  const reason = `In the largest of the tables of ${columns} columns two by two the noise would be ${times(other)} the content, more than ${LEAST_OTHER_NOISE}, and that of a correlation is ${noise.toFixed(2)} (at most ${MOST_CORRELATION_NOISE}): each column is measured with the target, alone, and by its correlations.`;
  return { outcome: 'correlations', reason, cohort, relativeNoise: { target: relativeNoise(terms, targetPairs, cohort), other } };
}

interface Levels {
  readonly cohort: number;
  readonly other: number | null;
  readonly target: number;
  readonly oneWay: number;
}

function targetPairsReason(_terms: StudyTerms, { other, target }: Levels): string {
  const measured = `Each column is measured with the target and alone: the noise is ${times(target)} the content (at most ${MOST_NOISE.target}).`;
  if (other === null) return measured;
  return `In the largest table of two columns the noise would be ${times(other)} the content, more than ${MOST_NOISE.other}. ${measured}`;
}

function oneWaysReason(_terms: StudyTerms, { target, oneWay }: Levels): string {
  return (
    `Even in a table with the target the noise would be ${times(target)} the content, more than ${MOST_NOISE.target}: ` +
    `only single columns are measured (${times(oneWay)}), so synthetic records show no relations between columns.`
  );
}

function refusal({ guarantee, sites }: StudyTerms, { cohort, oneWay }: Levels): string {
  return (
    `${cohort} patients at ${sites.length} ${sites.length === 1 ? 'site' : 'sites'} are too few for epsilon ${guarantee.epsilon} and delta ${guarantee.delta}: ` +
    `even in a table of one column the noise would be ${times(oneWay)} the content, more than ${MOST_NOISE.oneWay}. ` +
    'Raise epsilon, enrol more patients, or use fewer columns or bins.'
  );
}

function unchecked({ dictionary, sites }: StudyTerms, hasOthers: boolean): Choice & { readonly outcome: Workload } {
  const silent = sites.filter((site) => declaredSize(dictionary, site) === null).join(', ');
  const reason = `The dictionary declares no public cohort size for ${silent}, so the noise cannot be compared with the number of patients: all pairs of columns are measured.`;
  return { outcome: hasOthers ? 'weighted-pairs' : 'target-pairs', reason, relativeNoise: { target: null, other: null }, cohort: null };
}

function groupsOf(workload: Workload, { dictionary }: StudyTerms): readonly TableGroup[] {
  const { sizes, target } = tableLayout(dictionary);
  return tableGroups(workload, sizes.length, target);
}

/** For the sum over all sites, each with its own noise, in the group's largest table. */
export function relativeNoise({ dictionary, sites, ...terms }: StudyTerms, group: TableGroup, cohort: number): number {
  const layout = tableLayout(dictionary);
  const cells = Math.max(...group.tables.map((columns) => cellsOf(columns, layout)));
  return Math.sqrt(countVariance(group, terms) * sites.length * cells) / cohort;
}

/** The declared sizes of all these sites together; null if one declares none. */
export function publicCohort({ dictionary, sites }: { readonly dictionary: Pick<DataDictionary, 'publicCohortSize'>; readonly sites: readonly string[] }): number | null {
  const sizes = sites.map((site) => declaredSize(dictionary, site));
  return sizes.reduce((sum, size) => (sum === null || size === null ? null : sum + size), 0);
}

/** The public number of patients of a site; null if the dictionary declares none. */
export function declaredSize({ publicCohortSize }: Pick<DataDictionary, 'publicCohortSize'>, site: string): number | null {
  return Object.hasOwn(publicCohortSize, site) ? publicCohortSize[site] : null;
}

export function times(noise: number): string {
  return `${noise.toFixed(2)} times`;
}
