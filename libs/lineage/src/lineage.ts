import { canonicalJson, envelopeToJson, IntegrityError, type Envelope } from '@commonward/envelope';
import { parseReport, type BenchmarkReport } from '@commonward/evaluation';
import { parseDescription, type ExportDescription } from './export-description.js';
import { fileOf, namesAmong, readEnvelope, text, utf8, type Files } from './files.js';
import { maskedFiles, readMasked, TRANSCRIPT, type MaskedRound } from './masked/masked-files.js';

interface Asked {
  readonly description: ExportDescription;
  readonly offer: Envelope;
  readonly report: BenchmarkReport | null;
}

export interface PlainLineage extends Asked {
  readonly aggregation: 'plain';
  readonly answers: readonly SiteAnswer[];
}

export interface MaskedLineage extends Asked {
  readonly aggregation: 'masked';
  readonly round: MaskedRound;
}

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
const RELEASE = /^lineage\/releases\/([a-z0-9-]+)\.json$/;

/** The lineage as files, byte for byte what was sent and signed. */
export function lineageFiles(lineage: Lineage): Map<string, Uint8Array> {
  const { description, offer, report } = lineage;
  return new Map([
    [DESCRIPTION, utf8(`${canonicalJson(description)}\n`)],
    [OFFER, utf8(envelopeToJson(offer))],
    ...roundFiles(lineage),
    ...(report === null ? [] : [[REPORT, utf8(canonicalJson(report))] as const]),
  ]);
}

function roundFiles(lineage: Lineage): [string, Uint8Array][] {
  switch (lineage.aggregation) {
    case 'plain':
      return lineage.answers.flatMap(({ site, release, receipt }): [string, Uint8Array][] => [
        [`lineage/releases/${site}.json`, utf8(envelopeToJson(release))],
        [`lineage/receipts/${site}.json`, utf8(envelopeToJson(receipt))],
      ]);
    case 'masked':
      return maskedFiles(lineage.round);
    default:
      return lineage satisfies never;
  }
}

/**
 * Reads the lineage back, sites in alphabetical order. It is that of a masked round if there is a transcript; whether
 * the plan asks for one is `openLineage`'s to say.
 * @throws IntegrityError if a file is missing or malformed
 */
export function readLineage(files: Files): Lineage {
  const asked = { description: readDescription(files), offer: readEnvelope(files, OFFER), report: readReport(files) };
  if (files.has(TRANSCRIPT)) return { ...asked, aggregation: 'masked', round: readMasked(files) };
  return {
    ...asked,
    aggregation: 'plain',
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
