import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import DatabaseFile from 'libsql';

/** A release as the coordinator has stored it. */
export interface StoredRelease {
  readonly site: string;
  readonly study: string;
  readonly round: number;
  /** SHA-256 */
  readonly payload: string;
}

const LENGTH_AT = 4;
const STATEMENT_AT = 72;
const FILES = ['coordinator.db', 'coordinator.db-wal'];

/** The releases that rounds name as accepted, read from the files of a coordinator's folder and by none of its code. */
export function acceptedReleases(directory: string): readonly StoredRelease[] {
  const rounds = documents(directory, 'rounds');
  const blobs = join(directory, 'blobs');
  const accepted = readdirSync(blobs).filter((name) => rounds.some((body) => body.includes(name)));
  return accepted.flatMap((name) => releaseIn(readFileSync(join(blobs, name))));
}

/** Plans, which are text, and receipts are named by rounds too. An envelope: zero, "cwe", length of the statement, signature, statement, payload. */
function releaseIn(bytes: Buffer): StoredRelease[] {
  if (bytes[0] !== 0) return [];
  const end = STATEMENT_AT + bytes.readUInt32LE(LENGTH_AT);
  const { kind, site, study, round } = JSON.parse(bytes.toString('utf8', STATEMENT_AT, end)) as StoredRelease & { readonly kind: string };
  if (kind !== 'release') return [];
  return [{ site, study, round, payload: createHash('sha256').update(bytes.subarray(end)).digest('hex') }];
}

/** The bodies of a collection, from a copy, so that the store itself stays as the killed process left it. */
function documents(directory: string, collection: string): readonly string[] {
  const copy = mkdtempSync(join(tmpdir(), 'commonward-store-'));
  try {
    for (const name of FILES) if (existsSync(join(directory, name))) copyFileSync(join(directory, name), join(copy, name));
    const file = new DatabaseFile(join(copy, FILES[0]));
    const rows = file.prepare('SELECT body FROM documents WHERE collection = ?').all(collection) as { body: string }[];
    file.close();
    return rows.map(({ body }) => body);
  } finally {
    rmSync(copy, { recursive: true });
  }
}
