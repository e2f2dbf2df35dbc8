import { envelopeFromJson, IntegrityError, type Envelope } from '@commonward/envelope';

/** The files of an export by their path inside its folder. */
export type Files = ReadonlyMap<string, Uint8Array>;

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** @throws IntegrityError if it is missing */
export function fileOf(files: Files, path: string): Uint8Array {
  const bytes = files.get(path);
  if (bytes === undefined) throw new IntegrityError('format', `The file ${path} is missing.`);
  return bytes;
}

/** @throws IntegrityError if it is missing or malformed */
export const readEnvelope = (files: Files, path: string): Envelope => envelopeFromJson(text(fileOf(files, path)));

/** What the pattern's group matches among the paths, in alphabetical order. */
export const namesAmong = (files: Files, pattern: RegExp): readonly string[] => [...files.keys()].flatMap((path) => pattern.exec(path)?.[1] ?? []).sort();
