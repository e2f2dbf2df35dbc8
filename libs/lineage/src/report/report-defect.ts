import { canonicalJson, sha256Hex } from '@commonward/envelope';
import { outOfDictionaryCells, reportProblem, ruleViolations, tableProfile, type BenchmarkReport } from '@commonward/evaluation';
import type { DataDictionary, RecordTable } from '@commonward/schema';
import { readGenerator } from '@commonward/synthesis/coordinator';
import { tablePlan } from './table-plan.js';
import type { TrainedFiles } from './generator-report.js';
import { reportSample } from './report-sample.js';

/**
 * Why a report cannot be one of this generator, as a sentence; null if it can. Whatever in it needs no real record is
 * computed again: the links, the scores from their counts, and all that the synthetic records say by themselves.
 *
 * Not checked, because only someone who holds the real records can: the counts of the classifiers, the real side, and the
 * distances between the two.
 * @throws RangeError if the generator is not one of the plan
 */
export function reportDefect(report: BenchmarkReport, { plan: planText, generator: bytes }: TrainedFiles): string | null {
  const plan = tablePlan(planText);
  const { study, dictionary, guarantee } = plan;
  const problem = reportProblem(report, { study, planSha256: sha256Hex(planText), generatorSha256: sha256Hex(bytes), dictionary, guarantee });
  if (problem !== null) return problem;
  const table = reportSample({ generator: readGenerator(bytes, plan), plan, rows: report.rows.synthetic });
  if (canonicalJson(stated(report)) === canonicalJson(counted(table, dictionary))) return null;
  return 'The report’s synthetic side does not follow from the generator.';
}

/** What the synthetic records say by themselves. */
const stated = ({ marginals, association, fidelity }: BenchmarkReport): object => ({
  marginals: marginals.map(({ cells }) => cells.map(({ synthetic }) => synthetic)),
  association: association.synthetic,
  outOfDictionaryCells: fidelity.outOfDictionaryCells,
  ruleViolations: fidelity.ruleViolations,
});

const counted = (table: RecordTable, dictionary: DataDictionary): object => ({
  ...tableProfile(table, dictionary),
  outOfDictionaryCells: outOfDictionaryCells(table, dictionary),
  ruleViolations: ruleViolations(table, dictionary),
});
