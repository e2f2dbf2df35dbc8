import type { Guarantee } from '@commonward/accounting';
import { columnCells, type DataDictionary, type EncodedTable } from '@commonward/schema';
import { squaredMove } from '../blocks.js';

/** The models that are trained on synthetic records and tried on real ones: the classifiers of the evaluation protocol. */
export const MODELS = ['logisticRegression', 'randomForest', 'gradientBoosting', 'supportVectorMachine', 'nearestNeighbours', 'multilayerPerceptron'] as const;
export type Model = (typeof MODELS)[number];

/** What is counted of every model: true and predicted class; true class and class of the score. */
export const UTILITY_BLOCKS = ['confusion', 'scores'] as const;
export type UtilityBlock = (typeof UTILITY_BLOCKS)[number];

/** Whose records are scored. */
export interface Evaluated {
  readonly study: string;
  /** Of the canonical parameters, 64 hexadecimal digits. */
  readonly generatorSha256: string;
}

/**
 * What a plan says that pays for an answer: how well do models that saw synthetic records only do on the sites' real ones?
 *
 * Every site trains the same models on the synthetic records in the plan, M of them, and counts its own records: by true and predicted
 * class, [M, K, K], and by true class and class of the score, [M, K, B]. A record adds to one cell for each model, whatever the models are.
 */
export interface UtilityTerms {
  readonly format: 'commonward/plan/1';
  readonly study: string;
  readonly encoding: 'utility';
  readonly evaluates: Evaluated;
  readonly dictionary: DataDictionary;
  /** of one site's release, as its ledger books it */
  readonly guarantee: Guarantee;
  readonly sites: readonly string[];
  /** What the models learn from: [rows, J] cells, row major, base64. */
  readonly synthetic: { readonly rows: number; readonly codes: string };
  readonly models: readonly Model[];
  /** B: into how many classes the scores of a model fall. */
  readonly scoreClasses: number;
  /** grid steps for one record; a power of two */
  readonly grid: number;
  /** largest count before noise, in grid steps */
  readonly clampTo: number;
  readonly blocks: readonly [NoisedCounts<'confusion'>, NoisedCounts<'scores'>];
  /** 64 hexadecimal digits; public; drives the models' own draws, never privacy noise */
  readonly seed: string;
}

export interface NoisedCounts<Name extends UtilityBlock = UtilityBlock> {
  readonly name: Name;
  /** of the discrete Gaussian noise that each site adds to each count, in squared grid steps */
  readonly variance: number;
}

type Shape = Pick<UtilityTerms, 'dictionary' | 'models' | 'scoreClasses'>;

/** K: the target's categories. A record whose target is missing or unknown has no class. */
export function classesOf({ columns, target }: DataDictionary): number {
  const column = columns.find(({ name }) => name === target);
  return column === undefined ? 0 : columnCells(column).values;
}

/** How many counts a block holds. */
export function countsIn(block: UtilityBlock, { dictionary, models, scoreClasses }: Shape): number {
  const classes = classesOf(dictionary);
  return models.length * classes * (block === 'confusion' ? classes : scoreClasses);
}

/** How far neighbouring data sets can be apart in a block, squared, in grid steps: a record adds one to one cell for each model. */
export const squaredUtilityMove = ({ models, guarantee, grid }: Pick<UtilityTerms, 'models' | 'guarantee' | 'grid'>): number => squaredMove({ kind: 'counted', squaredNorm: models.length }, guarantee) * grid * grid;

/** The synthetic records of a plan; `parsePlan` has seen that they are of its dictionary. */
export function syntheticRecords({ synthetic: { rows, codes } }: Pick<UtilityTerms, 'synthetic'>): EncodedTable {
  return { rows, codes: new Uint8Array(Buffer.from(codes, 'base64')) };
}
