import { epsilonOf, rhoUnits, RHO_UNITS_PER_ONE } from '@commonward/accounting';
import { canonicalJson } from '@commonward/envelope';
import { parseReport, reportHtml, type BenchmarkReport } from '@commonward/evaluation';
import { dictionaryJson, tableCsv } from '@commonward/schema';
import { residuals, sampleTable } from '@commonward/synthesis/coordinator';
import { eventOf } from '@commonward/synthesis/plan';
import { dataCard } from './data-card.js';
import { fidelitySample } from './fidelity-sample.js';
import { utf8, type Files } from './files.js';
import { lineageFiles, type Lineage } from './lineage.js';
import { openLineage, type OpenedLineage } from './open-lineage.js';
import { tableParquet } from './parquet.js';
import { privacyStatement } from './privacy-statement.js';
import { replayGenerator, replaySum, type Replay } from './replay.js';
import { schemaFile } from './schema-file.js';
import { sourceWords } from './source-words.js';

const readable = (value: object): Uint8Array => utf8(`${JSON.stringify(value, null, 2)}\n`);

/**
 * Every file of an export except its checksums, as a function of the lineage alone. Producing an export and verifying
 * one are the same computation, so a verifier compares bytes and trusts nothing. Whether a report is one of the generator is
 * `reportDefect`'s to say.
 * @throws IntegrityError if a signature, hash or link of the lineage does not hold
 */
export function composeFiles(lineage: Lineage): Files {
  const opened = openLineage(lineage);
  const { plan } = opened;
  const replay = replayOf(opened);
  const { rows, conditions, id } = lineage.description;
  const table = sampleTable({ generator: replay.generator, plan, rows, conditions, stream: `export/${id}` });
  return new Map([
    ...lineageFiles(lineage),
    ['lineage/plan.json', utf8(canonicalJson(plan))],
    ['lineage/dictionary.json', utf8(dictionaryJson(plan.dictionary))],
    ['lineage/generator.f32', replay.bytes],
    ['data.csv', utf8(tableCsv(table, plan.dictionary))],
    ['data.parquet', tableParquet(table, plan.dictionary)],
    ['schema.json', readable(schemaFile(plan.dictionary))],
    ['privacy.json', readable(privacyStatement(opened))],
    ['datacard.md', utf8(cardOf(opened, replay))],
    ...reportFiles(lineage.report),
  ]);
}

function replayOf(opened: OpenedLineage): Replay {
  switch (opened.aggregation) {
    case 'plain':
      return replayGenerator(opened.plan, opened.lineage.answers.map(({ site, release }) => ({ site, payload: release.payload })));
    case 'masked':
      return replaySum(opened.plan, opened.sum);
    default:
      return opened satisfies never;
  }
}

function reportFiles(report: BenchmarkReport | null): [string, Uint8Array][] {
  if (report === null) return [];
  return [
    // Read back, so that its members stand in the same order whoever holds it.
    ['report.json', readable(parseReport(canonicalJson(report)))],
    ['report.html', utf8(reportHtml(report))],
  ];
}

function cardOf(opened: OpenedLineage, replay: Replay): string {
  const { plan, parts } = opened;
  const { description, report } = opened.lineage;
  return dataCard({
    description,
    plan,
    sites: parts.map(({ site }) => site),
    sources: sourceWords(opened),
    summed: replay.sites,
    leftOut: replay.leftOut,
    epsilon: epsilonOf({ rho: rhoUnits(eventOf(plan)) / RHO_UNITS_PER_ONE, delta: plan.guarantee.delta }),
    recordsEstimated: replay.signal.records,
    hasReport: report !== null,
    residuals: residuals(fidelitySample(replay, plan), replay.signal, plan),
  });
}
