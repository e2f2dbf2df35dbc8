import { epsilonOf, rhoUnits, RHO_UNITS_PER_ONE } from '@commonward/accounting';
import { blocksOfRounds, countedShares, overlappingRhoUnits, personWordsOf, studyEventOf, viewsOfPlan, type TrainingPlan } from '@commonward/synthesis/plan';
import { sumStatement } from './masked/sum-words.js';
import type { OpenedLineage } from './open-lineage.js';
import { assumptionsOf, notProtectedBy, postProcessingWords, trustWords } from './privacy-words.js';
import { registryEntry } from './registry-entry.js';

/**
 * What a patient of each site is promised, and what is not: computed from the plan and what the sites have signed, so that
 * a verifier gets the same words and numbers.
 */
export function privacyStatement(opened: OpenedLineage): object {
  const { plan, parts } = opened;
  const cost = rhoUnits(studyEventOf(plan));
  const person = personWordsOf(plan);
  const { delta, unit, adjacency } = plan.guarantee;
  const epsilon = epsilonOf({ rho: cost / RHO_UNITS_PER_ONE, delta });
  const mechanism = mechanismOf(plan);
  return {
    format: 'commonward/privacy/1',
    guarantee: { epsilon, delta, unit, adjacency },
    ...(person === null ? {} : { person }),
    sites: parts.map(({ site, ledger, budget }) => ({
      site,
      epsilon,
      delta,
      unit,
      adjacency,
      rho: cost / RHO_UNITS_PER_ONE,
      rhoUnits: cost,
      ledger,
      budget,
    })),
    trust: trustWords(plan),
    aggregation: plan.aggregation,
    views: viewsOfPlan(plan),
    ...(opened.aggregation === 'masked' ? { sum: sumStatement(opened.plan, opened.sum) } : {}),
    mechanism,
    composition: compositionWords(plan),
    registry: registryEntry({
      description: opened.lineage.description,
      plan,
      sites: parts.map(({ site }) => site),
      guarantee: { epsilon, delta, unit, adjacency },
      mechanism: mechanism.name,
      accounting: compositionWords(plan),
      trust: trustWords(plan),
    }),
    postProcessing: postProcessingWords,
    assumptions: assumptionsOf(plan),
    overlapping: {
      sites: parts.length,
      epsilon: epsilonOf({ rho: overlappingRhoUnits(plan, parts.length) / RHO_UNITS_PER_ONE, delta }),
      meaning: 'for a patient whose record is at every site',
    },
    notProtected: notProtectedBy(plan),
  };
}

/** Its name, and what its noise is made of, by the kind of plan. */
interface MechanismWords extends Readonly<Record<string, unknown>> {
  readonly name: string;
}

function mechanismOf(plan: TrainingPlan): MechanismWords {
  switch (plan.encoding) {
    case 'pairs':
      return {
        name: `discrete Gaussian noise on integer counts of two-way and one-way tables${plan.workload === 'correlations' ? ', and on clipped sums of products of public scores' : ''}`,
        grid: plan.grid,
        blocks: blocksOfRounds(plan)
          .flat()
          .map(({ name, squaredSensitivity, variance }, b) => ({ name, tables: plan.blocks[b].tables.length, squaredSensitivity, variance, noiseStdDevInRecords: Math.sqrt(variance) / plan.grid })),
      };
    case 'spectrum':
      return {
        name: 'discrete Gaussian noise on integer sums of clipped cosine coefficients of images, and of their squares and products',
        grid: plan.grid,
        blocks: blocksOfRounds(plan).flatMap((blocks, round) =>
          blocks.map(({ name, length, squaredSensitivity, variance }) => ({ name, round: round + 1, numbers: length, squaredSensitivity, variance, noiseStdDevInFeatures: Math.sqrt(variance) / plan.grid })),
        ),
      };
    case 'scores':
      return {
        name: 'discrete Gaussian noise on integer counts of days in cells of their steps, and on integer sums of clipped products of standardised scores',
        grid: plan.grid,
        blocks: blocksOfRounds(plan).flatMap((blocks, round) =>
          blocks.map(({ name, length, squaredSensitivity, variance }) => ({ name, round: round + 1, numbers: length, squaredSensitivity, variance, noiseStdDevInUnits: Math.sqrt(variance) / plan.grid })),
        ),
      };
    case 'gradients': {
      const [classes, step] = blocksOfRounds(plan);
      return {
        name: 'discrete Gaussian noise on integer counts of records by their class, and in each later round on the integer sum of clipped gradients of a neural discriminator',
        grid: plan.grid,
        blocks: [...classes, ...step].map(({ name, length, squaredSensitivity, variance }) => ({ name, rounds: name === 'classes' ? 1 : plan.steps, numbers: length, squaredSensitivity, variance, noiseStdDevInUnits: Math.sqrt(variance) / plan.grid })),
      };
    }
    case 'utility':
      return {
        name: 'discrete Gaussian noise on integer counts of records by their class and what models say of them',
        grid: plan.grid,
        blocks: blocksOfRounds(plan)
          .flat()
          .map(({ name, length, squaredSensitivity, variance }) => ({ name, numbers: length, squaredSensitivity, variance, noiseStdDevInRecords: Math.sqrt(variance) / plan.grid })),
      };
    case 'noisy-input':
      return {
        name: 'randomised response on every column of every record, nobody being a category of each; counts of the randomised records',
        columns: plan.columns.map(({ categories, replaced, outOf }, j) => ({ name: plan.dictionary.columns[j].name, categories, replaced, outOf, rho: rhoUnits({ kind: 'randomised-response', categories, replaced, outOf }) / RHO_UNITS_PER_ONE })),
        places: plan.places,
      };
    default:
      return plan satisfies never;
  }
}

function compositionWords(plan: TrainingPlan): string {
  const conversion = 'rounded up; epsilon by the optimal conversion at delta';
  if (plan.encoding === 'noisy-input') return `zCDP: rho is the sum over the columns of e tanh(e / 2) with exp(e) = 1 + categories (outOf - replaced) / replaced, ${conversion}`;
  if (plan.trust === 'local') return `zCDP: rho is the sum of squaredSensitivity / (2 variance) over the blocks, ${conversion}`;
  return `zCDP: rho is the sum of squaredSensitivity / (2 x ${countedShares(plan)} x variance) over the blocks, and tau of a sum of discrete Gaussians for each coordinate, ${conversion}`;
}
