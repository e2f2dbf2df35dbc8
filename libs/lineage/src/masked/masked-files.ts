import { envelopeToJson, IntegrityError, type Envelope } from '@commonward/envelope';
import { decodeTranscript, encodeTranscript, nativePrimitives, publishedTranscript, type Transcript } from '@commonward/secure-aggregation';
import { fileOf, namesAmong, readEnvelope, utf8, type Files } from '../files.js';
import { inExport } from './in-export.js';

/** A masked round in place of single releases: what its coordinator held at the end, and what each site in the sum sent. */
export interface MaskedRound {
  /** As published: `publishedTranscriptOf`. */
  readonly transcript: Transcript;
  /** Of the sites in the sum, in alphabetical order. */
  readonly parts: readonly SiteContribution[];
}

export interface SiteContribution {
  readonly site: string;
  /** What the site signed of its part: the statement `contribution`. */
  readonly contribution: Envelope;
  /** Of the contribution, as the coordinator countersigned it. */
  readonly receipt: Envelope;
  /** The masked vector as it was sent: little-endian 32-bit words. */
  readonly masked: Uint8Array;
}

export const TRANSCRIPT = 'lineage/aggregation/state.bin';
const MASKED = /^lineage\/aggregation\/([a-z0-9-]+)\.masked$/;

/**
 * What an export holds of a coordinator's state whose shares are all revealed.
 *
 * @param state `encodeCoordinatorState` of the state before the event `closed`
 * @throws IntegrityError if it is another state, or its shares do not give the secrets
 */
export const publishedTranscriptOf = (state: Uint8Array): Transcript => inExport(() => publishedTranscript(nativePrimitives, decodeTranscript(state)));

export function maskedFiles({ transcript, parts }: MaskedRound): [string, Uint8Array][] {
  return [
    [TRANSCRIPT, encodeTranscript(transcript)],
    ...parts.flatMap(({ site, contribution, receipt, masked }): [string, Uint8Array][] => [
      [`lineage/aggregation/${site}.masked`, masked],
      [`lineage/contributions/${site}.json`, utf8(envelopeToJson(contribution))],
      [`lineage/receipts/${site}.json`, utf8(envelopeToJson(receipt))],
    ]),
  ];
}

/** @throws IntegrityError if a file is missing or malformed */
export function readMasked(files: Files): MaskedRound {
  return {
    transcript: inExport(() => decodeTranscript(fileOf(files, TRANSCRIPT))),
    parts: namesAmong(files, MASKED).map((site) => ({
      site,
      contribution: readEnvelope(files, `lineage/contributions/${site}.json`),
      receipt: readEnvelope(files, `lineage/receipts/${site}.json`),
      masked: fileOf(files, `lineage/aggregation/${site}.masked`),
    })),
  };
}

/** @throws IntegrityError unless the bytes are whole 32-bit words */
export function wordsOf({ site, masked }: SiteContribution): Uint32Array {
  if (masked.length % Uint32Array.BYTES_PER_ELEMENT !== 0) throw new IntegrityError('format', `The masked vector of ${site} does not consist of 32-bit words.`);
  return new Uint32Array(masked.slice().buffer);
}
