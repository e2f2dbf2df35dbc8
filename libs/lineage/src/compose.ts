import { epsilonOf, rhoUnits, RHO_UNITS_PER_ONE } from '@commonward/accounting';
import { canonicalJson, IntegrityError } from '@commonward/envelope';
import { parseReport, reportHtml, type BenchmarkReport } from '@commonward/evaluation';
import { dictionaryJson, tableCsv, type DataDictionary, type ImageDictionary, type RecordTable, type SeriesDictionary } from '@commonward/schema';
import { residuals, sampleRecords, sampleTable } from '@commonward/synthesis/coordinator';
import { isOf, studyEventOf, type TrainingPlan } from '@commonward/synthesis/plan';
import { dataCard, networkMethod, tableMethod, type MethodWords } from './data-card.js';
import { dayCard } from './day-card.js';
import { dayFiles } from './day-files.js';
import { drawnDaySource, scoresSource, type DaySource } from './day-source.js';
import { fidelitySample } from './fidelity-sample.js';
import { utf8, type Files } from './files.js';
import { imageCard } from './image-card.js';
import { imageFiles, imageSchema } from './image-files.js';
import { drawnImageSource, spectrumSource, type ImageSource } from './image-source.js';
import { lineageFiles, type Lineage } from './lineage.js';
import { croissant } from './metadata/croissant.js';
import { csvOnTheWeb } from './metadata/csv-on-the-web.js';
import { dataPackage } from './metadata/data-package.js';
import { roCrate } from './metadata/ro-crate.js';
import { openLineage, type OpenedLineage } from './open-lineage.js';
import { tableParquet } from './parquet.js';
import { privacyStatement } from './privacy-statement.js';
import { replayStudy, type DayReplay, type ImageReplay, type NetworkReplay, type Replay, type RoundGiven, type TableReplay } from './replay.js';
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
  const outcome = replayStudy(roundsGiven(opened));
  if (outcome.kind === 'next round') throw new IntegrityError('chain', 'The export lacks a round of its study.');
  if (outcome.kind === 'evaluated') throw new IntegrityError('chain', 'The rounds of this export evaluated a generator; they made none.');
  const { replay } = outcome;
  const last = opened[opened.length - 1];
  return new Map([
    ...lineageFiles(lineage),
    ...opened.slice(1).map(({ plan }, k) => [`lineage/round-${k + 2}/plan.json`, utf8(canonicalJson(plan))] as const),
    ['lineage/plan.json', utf8(canonicalJson(opened[0].plan))],
    ['lineage/dictionary.json', utf8(dictionaryJson(replay.plan.dictionary))],
    ['lineage/generator.f32', replay.bytes],
    ...contentFiles(replay, last),
    ['privacy.json', readable(privacyStatement(last))],
    ...reportFiles(lineage.report),
  ]);
}

const roundsGiven = ([first, ...later]: readonly [OpenedLineage, ...OpenedLineage[]]): readonly [RoundGiven, ...RoundGiven[]] => [roundGiven(first), ...later.map(roundGiven)];

function roundGiven(opened: OpenedLineage): RoundGiven {
  switch (opened.aggregation) {
    case 'plain':
      return { plan: opened.plan, given: { kind: 'releases', payloads: opened.lineage.answers.map(({ site, release }) => ({ site, payload: release.payload })) } };
    case 'masked':
      return { plan: opened.plan, given: { kind: 'sum', ...opened.sum } };
    default:
      return opened satisfies never;
  }
}

/** What the export is about, by the kind of its data. */
function contentFiles(replay: Replay, opened: OpenedLineage): ContentFiles {
  switch (replay.encoding) {
    case 'pairs':
      return tableFiles(replay, opened);
    case 'spectrum':
      return filesOfImages(spectrumSource(replay), replay, opened);
    case 'scores':
      return filesOfDays(scoresSource(replay), replay, opened);
    case 'gradients':
      return networkFiles(replay, opened);
    default:
      return replay satisfies never;
  }
}

type ContentFiles = readonly (readonly [string, Uint8Array])[];

function networkFiles({ plan, ...replay }: NetworkReplay, opened: OpenedLineage): ContentFiles {
  if (isOf(plan, 'image')) return filesOfImages(drawnImageSource({ ...replay, plan }), { ...replay, plan }, opened);
  if (isOf(plan, 'series')) return filesOfDays(drawnDaySource({ ...replay, plan }), { ...replay, plan }, opened);
  if (isOf(plan, 'table')) return tableFiles({ ...replay, plan }, opened);
  throw new Error('A plan is of tables, images or days.');
}

function filesOfImages(source: ImageSource, replay: ImageReplay | NetworkReplay<ImageDictionary>, opened: OpenedLineage): ContentFiles {
  const { description } = opened.lineage;
  const { files, images } = imageFiles(source, description);
  const card = imageCard({ ...replay, source, description, images, sources: sourceWords(opened), epsilon: epsilonOfStudy(replay.plan) });
  return [...files, ['schema.json', readable(imageSchema(source.dictionary))], ['datacard.md', utf8(card)]];
}

function filesOfDays(source: DaySource, replay: DayReplay | NetworkReplay<SeriesDictionary>, opened: OpenedLineage): ContentFiles {
  const { description } = opened.lineage;
  const { files, words } = dayFiles(source, description);
  const card = dayCard({ ...replay, released: source.released, words, description, sources: sourceWords(opened), epsilon: epsilonOfStudy(replay.plan) });
  return [...files, ['datacard.md', utf8(card)]];
}

function tableFiles(replay: TableReplay | NetworkReplay<DataDictionary>, opened: OpenedLineage): ContentFiles {
  const { plan } = replay;
  const { description } = opened.lineage;
  const table = recordsOf(replay, opened);
  const [csv, parquet] = [utf8(tableCsv(table, plan.dictionary)), tableParquet(table, plan.dictionary)];
  const facts = { description, dictionary: plan.dictionary, guarantee: plan.guarantee, csv, parquet };
  return [
    ['data.csv', csv],
    ['data.parquet', parquet],
    ['schema.json', readable(schemaFile(plan.dictionary))],
    ['datapackage.json', readable(dataPackage(facts))],
    ['croissant.json', readable(croissant(facts))],
    ['ro-crate-metadata.json', readable(roCrate(facts))],
    ['data.csv-metadata.json', readable(csvOnTheWeb(facts))],
    ['datacard.md', utf8(cardOf(opened, replay))],
  ];
}

function recordsOf(replay: TableReplay | NetworkReplay<DataDictionary>, { lineage: { description: { rows, conditions, id } } }: OpenedLineage): RecordTable {
  const request = { rows, conditions, stream: `export/${id}` };
  switch (replay.encoding) {
    case 'pairs':
      return sampleTable({ ...request, generator: replay.generator, plan: replay.plan });
    case 'gradients':
      return sampleRecords({ ...request, generator: replay.generator, plan: replay.plan });
    default:
      return replay satisfies never;
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

const epsilonOfStudy = (plan: TrainingPlan): number => epsilonOf({ rho: rhoUnits(studyEventOf(plan)) / RHO_UNITS_PER_ONE, delta: plan.guarantee.delta });

function cardOf(opened: OpenedLineage, replay: TableReplay | NetworkReplay<DataDictionary>): string {
  const { parts } = opened;
  const { plan } = replay;
  const { description, report } = opened.lineage;
  const sources = sourceWords(opened);
  return dataCard({
    description,
    plan,
    sites: parts.map(({ site }) => site),
    sources,
    leftOut: replay.leftOut,
    epsilon: epsilonOfStudy(plan),
    recordsEstimated: replay.recordsEstimated,
    hasReport: report !== null,
    method: methodOf(replay, sources.short),
  });
}

function methodOf(replay: TableReplay | NetworkReplay<DataDictionary>, short: string): MethodWords {
  switch (replay.encoding) {
    case 'pairs':
      return tableMethod({ plan: replay.plan, summed: replay.sites, residuals: residuals(fidelitySample(replay), replay.signal, replay.plan), short });
    case 'gradients':
      return networkMethod({ plan: replay.plan, summed: replay.sites, records: replay.recordsEstimated });
    default:
      return replay satisfies never;
  }
}
