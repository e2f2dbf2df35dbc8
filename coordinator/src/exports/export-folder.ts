import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Files } from '@commonward/lineage';

/**
 * Writes an export beside its place, syncs every file and folder, and renames it: the folder is there whole or not at
 * all. A folder that is there already is kept, because the same export has the same bytes. Coordinators that share a folder
 * do not meet: each writes beside it under its own name.
 */
export async function writeExportFolder({ directory, replica }: { readonly directory: string; readonly replica: string }, files: Files): Promise<void> {
  if (existsSync(directory)) return;
  const draft = `${directory}.${replica}.writing`;
  await rm(draft, { recursive: true, force: true });
  try {
    for (const [path, bytes] of files) await writeSynced(join(draft, path), bytes);
    for (const folder of foldersOf(draft, files)) await syncFolder(folder);
    await rename(draft, directory);
    await syncFolder(dirname(directory));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (existsSync(directory)) return;
    throw error;
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'wx', 0o644);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

const foldersOf = (root: string, files: Files): Set<string> => new Set([...files.keys()].map((path) => dirname(join(root, path))).concat(root));

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
