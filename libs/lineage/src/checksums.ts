import { IntegrityError, sha256Hex, sign, verify, type Identity } from '@commonward/envelope';
import { fileOf, text, utf8, type Files } from './files.js';

const SUMS = 'SHA256SUMS';
const SIGNATURE = 'SHA256SUMS.sig';
const LINE = /^([0-9a-f]{64}) {2}(\S+)$/;
const DOMAIN = 'commonward/export/1';

/** Adds the list of checksums (the format of sha256sum) and its signature. */
export function signFiles(files: Files, identity: Identity): Map<string, Uint8Array> {
  const lines = [...files].map(([path, bytes]) => `${sha256Hex(bytes)}  ${path}\n`).sort(byPath);
  const sums = utf8(lines.join(''));
  const signature = Buffer.from(sign({ domain: DOMAIN, bytes: sums }, identity)).toString('hex');
  return new Map([...files, [SUMS, sums], [SIGNATURE, utf8(`${signature}\n`)]]);
}

/** @throws IntegrityError if the list of checksums is not signed by this key */
export function verifySignature(files: Files, publicKey: string): void {
  const signature = new Uint8Array(Buffer.from(text(fileOf(files, SIGNATURE)).trim(), 'hex'));
  if (!verify({ domain: DOMAIN, bytes: fileOf(files, SUMS) }, signature, publicKey)) {
    throw new IntegrityError('signature', `${SUMS} is not signed by the coordinator's key.`);
  }
}

/** The paths that the list of checksums names. @throws IntegrityError if it cannot be read */
export const listedFiles = (files: Files): string[] => [...listedSums(files).keys()];

function listedSums(files: Files): Map<string, string> {
  const listed = new Map<string, string>();
  for (const line of text(fileOf(files, SUMS)).trimEnd().split('\n')) {
    const match = LINE.exec(line);
    if (match === null) throw new IntegrityError('format', `${SUMS} holds a line that is not a checksum and a path.`);
    listed.set(match[2], match[1]);
  }
  return listed;
}

/** @throws IntegrityError naming the first file that is missing, not listed or changed */
export function verifyChecksums(files: Files): number {
  const listed = listedSums(files);
  for (const [path, sum] of listed) {
    if (sha256Hex(fileOf(files, path)) !== sum) throw new IntegrityError('payload', `The file ${path} was changed.`);
  }
  const stray = [...files.keys()].find((path) => !listed.has(path) && path !== SUMS && path !== SIGNATURE);
  if (stray !== undefined) throw new IntegrityError('payload', `The file ${stray} is not part of this export.`);
  return listed.size;
}

const byPath = (a: string, b: string): number => (a.slice(66) < b.slice(66) ? -1 : 1);
