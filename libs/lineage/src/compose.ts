import { epsilonOf, rhoUnits, RHO_UNITS_PER_ONE } from '@commonward/accounting';
import { canonicalJson, type Release } from '@commonward/envelope';
import { parseReport, reportHtml, type BenchmarkReport } from '@commonward/evaluation';
import { dictionaryJson, tableCsv } from '@commonward/schema';
import { residuals, sampleTable } from '@commonward/synthesis/coordinator';
import { eventOf, type TrainingPlan } from '@commonward/synthesis/plan';
import { dataCard } from './data-card.js';
import { fidelitySample } from './fidelity-sample.js';
import { lineageFiles, utf8, type Files, type Lineage } from './lineage.js';
import { openLineage } from './open-lineage.js';
import { tableParquet } from './parquet.js';
import { privacyStatement } from './privacy-statement.js';
import { replayGenerator, type Replay } from './replay.js';
import { schemaFile } from './schema-file.js';

const readable = (value: object): Uint8Array => utf8(`${JSON.stringify(value, null, 2)}\n`);

/**
 * Every file of an export except its checksums, as a function of the lineage alone. Producing an export and verifying
 * one are the same computation, so a verifier compares bytes and trusts nothing. Whether a report is one of the generator is
 * `reportDefect`'s to say.
 * @throws IntegrityError if a signature, hash or link of the lineage does not hold
 */
export function composeFiles(lineage: Lineage): Files {
  const { plan, releases } = openLineage(lineage);
  const replay = replayGenerator(
    plan,
    lineage.answers.map(({ site, release }) => ({ site, payload: release.payload })),
  );
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
    ['privacy.json', readable(privacyStatement(plan, releases))],
    ['datacard.md', utf8(cardOf(lineage, { plan, releases, replay }))],
    ...reportFiles(lineage.report),
  ]);
}

function reportFiles(report: BenchmarkReport | null): [string, Uint8Array][] {
  if (report === null) return [];
  return [
    // Read back, so that its members stand in the same order whoever holds it.
    ['report.json', readable(parseReport(canonicalJson(report)))],
    ['report.html', utf8(reportHtml(report))],
  ];
}

function cardOf({ description, report }: Lineage, study: { plan: TrainingPlan; releases: readonly Release[]; replay: Replay }): string {
  const { plan, releases, replay } = study;
  return dataCard({
    description,
    plan,
    sites: releases.map(({ site }) => site),
    summed: replay.sites,
    leftOut: replay.leftOut,
    epsilon: epsilonOf({ rho: rhoUnits(eventOf(plan)) / RHO_UNITS_PER_ONE, delta: plan.guarantee.delta }),
    recordsEstimated: replay.signal.records,
    hasReport: report !== null,
    residuals: residuals(fidelitySample(replay, plan), replay.signal, plan),
  });
}
