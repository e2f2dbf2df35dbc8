import { canonicalJson, envelopeToJson, IntegrityError, type Envelope } from '@commonward/envelope';
import { parseReport, type BenchmarkReport } from '@commonward/evaluation';
import { parseDescription, type ExportDescription } from './export-description.js';
import { fileOf, namesAmong, readEnvelope, text, utf8, type Files } from './files.js';
import { maskedFiles, readMasked, TRANSCRIPT, type MaskedRound } from './masked/masked-files.js';

interface Asked {
  readonly description: ExportDescription;
  readonly report: BenchmarkReport | null;
  /** The rounds after the first, of a study that learns in several. */
  readonly later: readonly LineageRound[];
}

interface PlainRound {
  readonly aggregation: 'plain';
  readonly offer: Envelope;
  readonly answers: readonly SiteAnswer[];
}

interface SummedRound {
  readonly aggregation: 'masked';
  readonly offer: Envelope;
  readonly round: MaskedRound;
}

/** One round: its signed offer with the plan, and what the sites gave for it. */
export type LineageRound = PlainRound | SummedRound;

export type PlainLineage = Asked & PlainRound;
export type MaskedLineage = Asked & SummedRound;

/**
 * All that a replay needs: what was asked, the signed offer with the plan, and each site's release with its receipt, or the
 * transcript of the masked round. A report follows from none of these: it is carried as it was stated.
 */
export type Lineage = PlainLineage | MaskedLineage;

export interface SiteAnswer {
  readonly site: string;
  readonly release: Envelope;
  readonly receipt: Envelope;
}

const DESCRIPTION = 'lineage/export.json';
const OFFER = 'lineage/offer.json';
export const REPORT = 'lineage/report.json';
/** Where the files of a round lie, by its place. */
const folderOf = (place: number): string => (place === 0 ? 'lineage/' : `lineage/round-${place + 1}/`);
const RELEASE = /^lineage\/releases\/([a-z0-9-]+)\.json$/;

/** The lineage as files, byte for byte what was sent and signed. */
export function lineageFiles(lineage: Lineage): Map<string, Uint8Array> {
  const { description, report } = lineage;
  return new Map([
    [DESCRIPTION, utf8(`${canonicalJson(description)}\n`)],
    ...roundsOf(lineage).flatMap((round, place) => roundFiles(round).map(([path, bytes]) => [path.replace(/^lineage[/]/, folderOf(place)), bytes] as const)),
    ...(report === null ? [] : [[REPORT, utf8(canonicalJson(report))] as const]),
  ]);
}

/** Each round by itself, as if it were the only one. */
export const eachRound = (lineage: Lineage): readonly Lineage[] => {
  const { description, report } = lineage;
  return roundsOf(lineage).map((round) => ({ description, report, later: [], ...round }));
};

function roundsOf(lineage: Lineage): readonly LineageRound[] {
  const { offer } = lineage;
  const first: LineageRound = lineage.aggregation === 'plain' ? { aggregation: 'plain', offer, answers: lineage.answers } : { aggregation: 'masked', offer, round: lineage.round };
  return [first, ...lineage.later];
}

function roundFiles(round: LineageRound): [string, Uint8Array][] {
  return [[OFFER, utf8(envelopeToJson(round.offer))], ...answerFiles(round)];
}

function answerFiles(round: LineageRound): [string, Uint8Array][] {
  switch (round.aggregation) {
    case 'plain':
      return round.answers.flatMap(({ site, release, receipt }): [string, Uint8Array][] => [
        [`lineage/releases/${site}.json`, utf8(envelopeToJson(release))],
        [`lineage/receipts/${site}.json`, utf8(envelopeToJson(receipt))],
      ]);
    case 'masked':
      return maskedFiles(round.round);
    default:
      return round satisfies never;
  }
}

/**
 * Reads the lineage back, sites in alphabetical order. It is that of a masked round if there is a transcript; whether
 * the plan asks for one is `openLineage`'s to say.
 * @throws IntegrityError if a file is missing or malformed
 */
export function readLineage(files: Files): Lineage {
  const later: LineageRound[] = [];
  while (files.has(`${folderOf(later.length + 1)}offer.json`)) later.push(readRound(ofRound(files, later.length + 1)));
  return { description: readDescription(files), report: readReport(files), later, ...readRound(files) };
}

/** The files of a later round, where those of the first would be. */
function ofRound(files: Files, place: number): Files {
  const folder = folderOf(place);
  return new Map([...files].flatMap(([path, bytes]) => (path.startsWith(folder) ? [[`lineage/${path.slice(folder.length)}`, bytes] as const] : [])));
}

function readRound(files: Files): LineageRound {
  const offer = readEnvelope(files, OFFER);
  if (files.has(TRANSCRIPT)) return { aggregation: 'masked', offer, round: readMasked(files) };
  return {
    aggregation: 'plain',
    offer,
    answers: namesAmong(files, RELEASE).map((site) => ({
      site,
      release: readEnvelope(files, `lineage/releases/${site}.json`),
      receipt: readEnvelope(files, `lineage/receipts/${site}.json`),
    })),
  };
}

export function readDescription(files: Files): ExportDescription {
  try {
    return parseDescription(text(fileOf(files, DESCRIPTION)));
  } catch (error) {
    throw new IntegrityError('format', error instanceof Error ? error.message : `${DESCRIPTION} cannot be read.`);
  }
}

function readReport(files: Files): BenchmarkReport | null {
  const bytes = files.get(REPORT);
  if (bytes === undefined) return null;
  try {
    return parseReport(text(bytes));
  } catch (error) {
    throw new IntegrityError('format', `${REPORT}: ${error instanceof Error ? error.message : 'it cannot be read'}.`);
  }
}
