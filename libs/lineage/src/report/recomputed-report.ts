import { canonicalJson, IntegrityError } from '@commonward/envelope';
import type { BenchmarkReport } from '@commonward/evaluation';
import { check, type Check } from '../check.js';
import { fileOf, text, type Files } from '../files.js';
import { readLineage, REPORT } from '../lineage.js';
import { generatorReport, type BenchmarkRecords } from './generator-report.js';

/**
 * Makes the report of an export again from public records that the verifier holds, and compares every number.
 *
 * @param files an export that verifies
 */
export function recomputedReport(files: Files, { train, test }: Pick<BenchmarkRecords, 'train' | 'test'>): Check {
  return check('recomputed report', () => {
    const { report } = readLineage(files);
    if (report === null) return broken(`The file ${REPORT} is missing.`);
    const trained = { plan: text(fileOf(files, 'lineage/plan.json')), generator: fileOf(files, 'lineage/generator.f32') };
    return compare(report, generatorReport(trained, { train, test, subgroups: subgroupsOf(report), seed: report.seed }));
  });
}

/** The columns that the report looked at. */
const subgroupsOf = ({ groups }: BenchmarkReport): string[] => [...new Set(groups.flatMap(({ name }) => (name.kind === 'cell' ? [name.column] : [])))];

function compare(report: BenchmarkReport, again: BenchmarkReport): string {
  for (const part of ['train', 'test'] as const) {
    if (again.recordsSha256[part] !== report.recordsSha256[part]) broken(`The records given with --${part} are not those of the report, or stand in another order.`);
  }
  const member = (Object.keys(report) as (keyof BenchmarkReport)[]).find((key) => canonicalJson(again[key]) !== canonicalJson(report[key]));
  return member === undefined ? 'recomputed from the given records, identical' : broken(`The given records make another report on this machine: it differs in ${member}.`);
}

function broken(message: string): never {
  throw new IntegrityError('payload', message);
}
