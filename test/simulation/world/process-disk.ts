import type { LedgerDisk, LedgerFile } from '../../../site-agent/src/ledger/ledger-disk.js';

/** A disk as one process uses it: before and after every change the process may end. @param step throws if it has ended */
export function diskOf(disk: LedgerDisk, step: (point: string) => void): LedgerDisk {
  const change = <T>(operation: string, path: string, make: () => T): T => {
    const point = `${operation} of ${roleOf(path)}`;
    step(`before ${point}`);
    const made = make();
    step(`after ${point}`);
    return made;
  };
  const fileOf = (path: string, file: LedgerFile): LedgerFile => ({
    size: () => file.size(),
    write: (bytes, offset) => change('write', path, () => file.write(bytes, offset)),
    truncate: (size) => change('truncate', path, () => file.truncate(size)),
    sync: () => change('sync', path, () => file.sync()),
    close: () => file.close(),
  });
  return {
    makeDirectory: (path) => change('making', path, () => disk.makeDirectory(path)),
    read: (path) => disk.read(path),
    open: (path) => fileOf(path, disk.open(path)),
    create: (path) => change('creation', path, () => fileOf(path, disk.create(path))),
    createExclusive: (path, bytes) => change('creation', path, () => disk.createExclusive(path, bytes)),
    rename: (from, to) => change('rename', to, () => disk.rename(from, to)),
    remove: (path) => change('removal', path, () => disk.remove(path)),
    syncDirectory: (path) => change('sync', path, () => disk.syncDirectory(path)),
  };
}

const roleOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/^[0-9a-f]{64}/, 'payload').replace(/-[0-9a-f]{16}/, '');
