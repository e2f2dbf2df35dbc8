import { z } from 'zod';
import { CLASSIFIER_NAMES } from '../classifiers/six.js';
import { GROUNDS, VERDICTS } from '../verdict/verdict.js';
import { disclosureShape } from './disclosure-shape.js';
import { count, estimate, share } from './estimate-shape.js';
import { auditShape, groupShape, importanceShape } from './groups-shape.js';

/** The label of every exact score. */
export const PUBLIC_BENCHMARK = 'public benchmark, not private';
export const ASSOCIATION_MEASURE = 'bias-corrected Cramér’s V';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits');
/** As many as an export may have. */
const rows = z.int().min(1).max(1_000_000);
const matrix = z.array(z.array(share));

const classScores = z.strictObject({ precision: share, recall: share, f1: share, support: count });
const calibration = z.strictObject({
  brier: share,
  expectedError: share,
  bins: z.array(z.strictObject({ rows: count, predicted: share, observed: share })).describe('Tenths of the predicted chance that hold records.'),
});
const classifierScores = z.strictObject({
  accuracy: share,
  auroc: share,
  /** [true class][predicted class], in test records. */
  confusion: z.array(z.array(count)),
  classes: z.array(classScores),
  macroAverage: classScores,
  weightedAverage: classScores,
  roc: z.array(share).describe('True-positive rates at false-positive rates 0, 0.02, ..., 1.'),
  calibration: calibration.nullable().describe('Null of a classifier whose scores are no chances.'),
});
const meanScores = z.strictObject({ accuracy: share, auroc: share });
const distances = z.strictObject({
  totalVariation: share,
  jensenShannon: share,
  kolmogorovSmirnov: share.nullable(),
  wasserstein: z.number().min(0).nullable().describe('In the unit of the column.'),
});

/**
 * How good and how safe the records of a generator are, on a public cohort: classifiers trained on synthetic records beside the same
 * classifiers trained on the real ones, both tested on real records that no site held, how close the synthetic records come, and
 * what attacks on them find out.
 *
 * It holds neither a time nor a place, so the same generator, records and seed give the same report. `synthetic` and
 * `real` name what was trained on or counted.
 */
export const benchmarkReportShape = z.strictObject({
  format: z.literal('commonward/report/3'),
  basis: z.literal(PUBLIC_BENCHMARK),
  verdict: z.strictObject({ kind: z.enum(VERDICTS), grounds: z.array(z.enum(GROUNDS)) }).describe('Follows from the rest of the report.'),
  study: z.string().min(1),
  planSha256: sha256,
  generatorSha256: sha256,
  dictionary: z.strictObject({ name: z.string(), version: z.string(), target: z.string() }),
  seed: z.int().describe("Of the classifiers' own draws, and of the records that are drawn where there are too many."),
  rows: z.strictObject({ synthetic: rows, train: rows, test: rows }),
  samples: z
    .strictObject({ synthetic: count, train: count, test: count, compared: count })
    .describe('Records that classifiers learnt from and were tested on, and records of each kind that were told apart: fewer than there are where all would take too long.'),
  recordsSha256: z.strictObject({ train: sha256, test: sha256 }).describe('Of the records as Commonward writes them (CSV), so that others can tell whether they hold the same.'),
  classes: z.array(z.strictObject({ code: z.string(), label: z.string() })).describe('Of the target, in the order of the confusion matrices.'),
  classifiers: z.array(z.strictObject({ name: z.enum(CLASSIFIER_NAMES), synthetic: classifierScores, real: classifierScores })),
  mean: z.strictObject({ synthetic: meanScores, real: meanScores }).describe('Over the classifiers.'),
  auroc: z.strictObject({ synthetic: estimate, real: estimate, difference: estimate }).describe('Mean over the classifiers, with intervals over the draw of the test records.'),
  hospitals: z.array(z.strictObject({ rows: count, scores: meanScores.nullable() })).describe('Trained on the real records of one hospital alone; empty where they came as one.'),
  fidelity: z
    .strictObject({ tv1: share, tv2: share, corr: z.number().min(0).max(2), copies: count, outOfDictionaryCells: count, ruleViolations: count })
    .describe('Synthetic records against the real training records.'),
  tellingApart: z
    .strictObject({
      propensity: z.strictObject({ pMse: share, ratio: z.number().min(0), auroc: share }),
      forestAuroc: share,
      discrepancy: z.strictObject({ biased: z.number(), unbiased: z.number() }),
    })
    .describe('How well synthetic records are told from real test records.'),
  rareGroups: z.strictObject({ groups: count, present: count, ratio: z.number().min(0).nullable() }),
  marginals: z.array(z.strictObject({ column: z.string(), cells: z.array(z.strictObject({ label: z.string(), synthetic: share, real: share })), distances })),
  association: z.strictObject({ measure: z.literal(ASSOCIATION_MEASURE), columns: z.array(z.string()), synthetic: matrix, real: matrix }),
  disclosure: disclosureShape,
  audit: auditShape.nullable().describe('Who of each pair of a training and a held-out record was trained on. Null where nobody said of which hospital the held-out records are.'),
  importance: importanceShape.describe('Which columns matter to models that learnt from synthetic and from real records.'),
  groups: z.array(groupShape).describe('Everyone, the hospitals in their order, and the cells of the columns that were asked for.'),
});

/** One classifier, trained on one table. */
export type ClassifierScores = Readonly<z.infer<typeof classifierScores>>;
export type BenchmarkReport = Readonly<z.infer<typeof benchmarkReportShape>>;

/** @throws RangeError naming the member that is not as expected */
export function parseReport(text: string): BenchmarkReport {
  const parsed = benchmarkReportShape.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RangeError(`the report's ${issue?.path.join('.') || 'text'} is not as expected (${issue?.message ?? 'unknown problem'})`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
