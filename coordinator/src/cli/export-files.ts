import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Files } from '@commonward/lineage';
import { CliError } from './cli-error.js';

/** Every file of a folder by its path inside. @throws CliError if it is not a readable folder */
export function readFolder(directory: string): Files {
  try {
    const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
    return new Map(paths.map((path) => [relative(directory, path).split(sep).join('/'), new Uint8Array(readFileSync(path))]));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CliError(`Cannot read ${directory} (${code}): give the folder of an export, the one that holds SHA256SUMS.`);
  }
}
