import { canonicalJson, sha256Hex } from '@commonward/envelope';
import { outOfDictionaryCells, reportProblem, ruleViolations, tableProfile, type BenchmarkReport } from '@commonward/evaluation';
import type { DataDictionary, RecordTable } from '@commonward/schema';
import { REPORTED, tableSource } from './table-source.js';
import type { TrainedFiles } from './generator-report.js';

/**
 * Why a report cannot be one of this generator, as a sentence; null if it can. Whatever in it needs no real record is
 * computed again: the links, the scores from their counts, and all that the synthetic records say by themselves.
 *
 * Not checked, because only someone who holds the real records can: the counts of the classifiers, the real side, and the
 * distances between the two.
 * @throws RangeError if the generator is not one of the plan
 */
export function reportDefect(report: BenchmarkReport, trained: TrainedFiles): string | null {
  const { plan: { study, dictionary, guarantee }, draw } = tableSource(trained);
  const problem = reportProblem(report, { study, planSha256: sha256Hex(trained.plan), generatorSha256: sha256Hex(trained.generator), dictionary, guarantee });
  if (problem !== null) return problem;
  const table = draw(report.rows.synthetic, REPORTED);
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
