import { sha256Hex } from '@commonward/envelope';
import { makeReport, type BenchmarkReport } from '@commonward/evaluation';
import type { RecordTable } from '@commonward/schema';
import { REPORTED, tableSource } from './table-source.js';

/** A trained generator and the plan it was trained by, as stored and as exported. */
export interface TrainedFiles {
  /** Canonical JSON. */
  readonly plan: string;
  /** Canonical little-endian float32 parameters. */
  readonly generator: Uint8Array;
}

/** Public records, and the seed of the report's own draws. */
export interface BenchmarkRecords {
  /** One table for each hospital, in the report's order. */
  readonly train: readonly RecordTable[];
  /** Held-out records: of each hospital in the same order, or all in one table. */
  readonly test: readonly RecordTable[];
  /** Columns whose cells are looked at as groups of patients. */
  readonly subgroups: readonly string[];
  readonly seed: number;
}

/**
 * Scores a generator on public records: as many synthetic records as there are real ones to train on.
 *
 * @throws RangeError if the plan's dictionary does not say that the records are public, the records do not allow scores, or the
 *   generator is not one of the plan
 */
export function generatorReport(trained: TrainedFiles, { train, test, subgroups, seed }: BenchmarkRecords): BenchmarkReport {
  const { plan: { study, dictionary, guarantee }, draw } = tableSource(trained);
  const rows = train.reduce((sum, hospital) => sum + hospital.rows, 0);
  const synthetic = draw(rows, REPORTED);
  return makeReport({ study, planSha256: sha256Hex(trained.plan), generatorSha256: sha256Hex(trained.generator), dictionary, synthetic, hospitals: train, tests: test, guarantee, subgroups, seed });
}
