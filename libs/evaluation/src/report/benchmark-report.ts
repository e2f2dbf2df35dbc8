import { z } from 'zod';
import { CLASSIFIER_NAMES } from '../classifiers/six.js';

/** The label of every exact score. */
export const PUBLIC_BENCHMARK = 'public benchmark, not private';
export const ASSOCIATION_MEASURE = 'bias-corrected Cramér’s V';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'expected 64 hexadecimal digits');
const count = z.int().nonnegative();
/** As many as an export may have. */
const rows = z.int().min(1).max(1_000_000);
const share = z.number().min(0).max(1);
const matrix = z.array(z.array(share));

const classScores = z.strictObject({ precision: share, recall: share, f1: share, support: count });
const classifierScores = z.strictObject({
  accuracy: share,
  auroc: share,
  /** [true class][predicted class], in test records. */
  confusion: z.array(z.array(count)),
  classes: z.array(classScores),
  macroAverage: classScores,
  weightedAverage: classScores,
});
const meanScores = z.strictObject({ accuracy: share, auroc: share });

/**
 * How good a generator is on a public cohort: classifiers trained on synthetic records beside the same classifiers trained
 * on the real ones, both tested on real records that no site held, and how close the synthetic records come.
 *
 * It holds neither a time nor a place, so the same generator, records and seed give the same report. `synthetic` and
 * `real` name what was trained on or counted.
 */
export const benchmarkReportShape = z.strictObject({
  format: z.literal('commonward/report/1'),
  basis: z.literal(PUBLIC_BENCHMARK),
  study: z.string().min(1),
  planSha256: sha256,
  generatorSha256: sha256,
  dictionary: z.strictObject({ name: z.string(), version: z.string(), target: z.string() }),
  seed: z.int().describe("Of the classifiers' own draws."),
  rows: z.strictObject({ synthetic: rows, train: rows, test: rows }),
  recordsSha256: z.strictObject({ train: sha256, test: sha256 }).describe('Of the records as Commonward writes them (CSV), so that others can tell whether they hold the same.'),
  classes: z.array(z.strictObject({ code: z.string(), label: z.string() })).describe('Of the target, in the order of the confusion matrices.'),
  classifiers: z.array(z.strictObject({ name: z.enum(CLASSIFIER_NAMES), synthetic: classifierScores, real: classifierScores })),
  mean: z.strictObject({ synthetic: meanScores, real: meanScores }).describe('Over the classifiers.'),
  fidelity: z
    .strictObject({ tv1: share, tv2: share, corr: z.number().min(0).max(2), copies: count, outOfDictionaryCells: count, ruleViolations: count })
    .describe('Synthetic records against the real training records.'),
  marginals: z.array(z.strictObject({ column: z.string(), cells: z.array(z.strictObject({ label: z.string(), synthetic: share, real: share })) })),
  association: z.strictObject({ measure: z.literal(ASSOCIATION_MEASURE), columns: z.array(z.string()), synthetic: matrix, real: matrix }),
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
