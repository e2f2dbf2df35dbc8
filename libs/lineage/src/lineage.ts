import { canonicalJson, envelopeFromJson, envelopeToJson, IntegrityError, type Envelope } from '@commonward/envelope';
import { parseReport, type BenchmarkReport } from '@commonward/evaluation';
import { parseDescription, type ExportDescription } from './export-description.js';

/**
 * All that a replay needs: what was asked, the signed offer with the plan, and each site's release with its receipt. A report
 * follows from none of these: it is carried as it was stated.
 */
export interface Lineage {
  readonly description: ExportDescription;
  readonly offer: Envelope;
  readonly answers: readonly SiteAnswer[];
  readonly report: BenchmarkReport | null;
}

export interface SiteAnswer {
  readonly site: string;
  readonly release: Envelope;
  readonly receipt: Envelope;
}

/** The files of an export by their path inside its folder. */
export type Files = ReadonlyMap<string, Uint8Array>;

const DESCRIPTION = 'lineage/export.json';
const OFFER = 'lineage/offer.json';
export const REPORT = 'lineage/report.json';
const RELEASE = /^lineage\/releases\/([a-z0-9-]+)\.json$/;

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** The lineage as files, byte for byte what was sent and signed. */
export function lineageFiles({ description, offer, answers, report }: Lineage): Map<string, Uint8Array> {
  const files = new Map([
    [DESCRIPTION, utf8(`${canonicalJson(description)}\n`)],
    [OFFER, utf8(envelopeToJson(offer))],
  ]);
  for (const { site, release, receipt } of answers) {
    files.set(`lineage/releases/${site}.json`, utf8(envelopeToJson(release)));
    files.set(`lineage/receipts/${site}.json`, utf8(envelopeToJson(receipt)));
  }
  if (report !== null) files.set(REPORT, utf8(canonicalJson(report)));
  return files;
}

/**
 * Reads the lineage back, sites in alphabetical order.
 * @throws IntegrityError if a file is missing or malformed
 */
export function readLineage(files: Files): Lineage {
  const sites = [...files.keys()].flatMap((path) => RELEASE.exec(path)?.[1] ?? []).sort();
  return {
    description: readDescription(files),
    offer: readEnvelope(files, OFFER),
    answers: sites.map((site) => ({
      site,
      release: readEnvelope(files, `lineage/releases/${site}.json`),
      receipt: readEnvelope(files, `lineage/receipts/${site}.json`),
    })),
    report: readReport(files),
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

export function fileOf(files: Files, path: string): Uint8Array {
  const bytes = files.get(path);
  if (bytes === undefined) throw new IntegrityError('format', `The file ${path} is missing.`);
  return bytes;
}

const readEnvelope = (files: Files, path: string): Envelope => envelopeFromJson(text(fileOf(files, path)));
