import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';

/** @returns what makes a new, empty folder; all of them are removed after the last test of the file */
export function temporaryFolders(name: string): () => string {
  const made: string[] = [];
  afterAll(() => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));
  return () => {
    const folder = mkdtempSync(join(tmpdir(), `commonward-${name}-`));
    made.push(folder);
    return folder;
  };
}
