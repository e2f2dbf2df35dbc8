import { watch } from 'node:fs';

/** Resolves at the first change of a file in the folder whose name is wanted, from the moment of the call. */
export function changeIn(folder: string, isWanted: (name: string) => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const watcher = watch(folder, (_event, name) => {
      if (name === null || !isWanted(name)) return;
      watcher.close();
      resolve();
    });
    watcher.once('error', reject);
  });
}
