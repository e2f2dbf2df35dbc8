import { dirname } from 'node:path';
import type { LedgerDisk, LedgerFile } from './ledger-disk.js';

type ContentChange = { readonly kind: 'write'; readonly offset: number; readonly bytes: Uint8Array } | { readonly kind: 'truncate'; readonly size: number };
type NameChange = { readonly path: string; readonly inode: Inode | null };

interface Inode {
  path: string;
  content: Uint8Array;
  durable: Uint8Array;
  pending: ContentChange[];
}

export interface Faults {
  /** Bytes that all files together can hold. */
  readonly capacity?: number;
  /** A sync of these files, or folders, fails once, with EIO. */
  readonly failSync?: (path: string) => boolean;
  /** A sync of these files, or folders, does nothing: as if the program did not call it. */
  readonly skipSync?: (path: string) => boolean;
}

/**
 * A file system in memory that remembers what has not been synced. After a stop, each unsynced change of a name may be there
 * or not, and each unsynced write may be lost, whole, half written, or left as zeros, in any combination.
 */
export class SimDisk implements LedgerDisk {
  #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();
  #pendingNames: NameChange[] = [];
  #syncFailed = false;
  /** Whether `afterStop` ever had more unsynced changes than it combines. */
  leftOut = false;
  faults: Faults;
  /** Called before every change to the disk: the machine may stop here. */
  beforeChange: () => void = () => undefined;

  constructor(faults: Faults = {}, files: ReadonlyMap<string, Uint8Array> = new Map()) {
    this.faults = faults;
    for (const [path, content] of files) {
      const inode = { path, content, durable: content, pending: [] };
      this.#names.set(path, inode);
      this.#durableNames.set(path, inode);
    }
  }

  /** What is on the disk while the machine runs. */
  get files(): ReadonlyMap<string, Uint8Array> {
    return new Map([...this.#names].map(([path, { content }]) => [path, content]));
  }

  makeDirectory(): void {}

  read(path: string): Uint8Array | null {
    return this.#names.get(path)?.content.slice() ?? null;
  }

  open(path: string): LedgerFile {
    const inode = this.#names.get(path);
    if (inode === undefined) throw systemError('ENOENT');
    return this.#handle(inode);
  }

  create(path: string): LedgerFile {
    this.beforeChange();
    const inode: Inode = { path, content: new Uint8Array(), durable: new Uint8Array(), pending: [] };
    this.#rename({ path, inode });
    return this.#handle(inode);
  }

  createExclusive(path: string, bytes: Uint8Array): boolean {
    if (this.#names.has(path)) return false;
    this.create(path).write(bytes, 0);
    return true;
  }

  rename(from: string, to: string): void {
    this.beforeChange();
    const inode = this.#names.get(from);
    if (inode === undefined) throw systemError('ENOENT');
    this.#rename({ path: to, inode });
    this.#rename({ path: from, inode: null });
    inode.path = to;
  }

  remove(path: string): void {
    this.beforeChange();
    if (this.#names.has(path)) this.#rename({ path, inode: null });
  }

  syncDirectory(path: string): void {
    this.beforeChange();
    if (!this.#syncs(path)) return;
    const inFolder = this.#pendingNames.filter((change) => dirname(change.path) === path);
    for (const change of inFolder) applyName(this.#durableNames, change);
    this.#pendingNames = this.#pendingNames.filter((change) => !inFolder.includes(change));
  }

  /**
   * The files of every disk that the next start may find if the machine stops now. Those for which `isMoot` holds are as the
   * machine last saw them.
   */
  *afterStop(isMoot: (path: string) => boolean): Generator<ReadonlyMap<string, Uint8Array>> {
    const open = this.#pendingNames.filter(({ path }) => !isMoot(path));
    const inodes = [...new Set([...this.#names.values(), ...this.#durableNames.values()])];
    const pending = inodes.filter(({ path }) => !isMoot(path)).flatMap((inode) => inode.pending);
    const choices = [...open.map(() => KEPT_OR_LOST), ...pending.map(({ kind }) => (kind === 'write' ? WRITE_FATES : KEPT_OR_LOST))].slice(-MOST_UNCERTAIN);
    this.leftOut ||= open.length + pending.length > MOST_UNCERTAIN;
    for (const fates of combinations(choices)) {
      const all = [...Array<Fate>(open.length + pending.length - fates.length).fill('lost'), ...fates];
      const files = this.#survivors(open, new Map(pending.map((change, index) => [change, all[open.length + index]])), all);
      for (const [path, { content }] of this.#names) if (isMoot(path)) files.set(path, content);
      yield files;
    }
  }

  /** The files of one of these disks: `choose` decides what becomes of each unsynced change. */
  stopped(choose: (fates: readonly Fate[]) => Fate): ReadonlyMap<string, Uint8Array> {
    const pending = [...new Set([...this.#names.values(), ...this.#durableNames.values()])].flatMap((inode) => inode.pending);
    const fateOf = new Map(pending.map((change) => [change, choose(change.kind === 'write' ? WRITE_FATES : KEPT_OR_LOST)]));
    return this.#survivors(this.#pendingNames, fateOf, this.#pendingNames.map(() => choose(KEPT_OR_LOST)));
  }

  #survivors(open: readonly NameChange[], fateOf: ReadonlyMap<ContentChange, Fate>, fates: readonly Fate[]): Map<string, Uint8Array> {
    const names = new Map(this.#durableNames);
    open.forEach((change, index) => {
      if (fates[index] === 'kept') applyName(names, change);
    });
    return new Map([...names].map(([path, inode]) => [path, inode.pending.reduce((content, change) => survive(content, change, fateOf.get(change) ?? 'kept'), inode.durable)]));
  }

  #handle(inode: Inode): LedgerFile {
    return {
      size: () => inode.content.length,
      write: (bytes, offset) => {
        this.beforeChange();
        const room = Math.max(0, (this.faults.capacity ?? Infinity) - this.#used() + Math.max(0, inode.content.length - offset));
        const fitting = bytes.slice(0, room);
        if (fitting.length > 0) change(inode, { kind: 'write', offset, bytes: fitting });
        if (fitting.length < bytes.length) throw systemError('ENOSPC');
      },
      truncate: (size) => {
        this.beforeChange();
        change(inode, { kind: 'truncate', size });
      },
      sync: () => {
        this.beforeChange();
        if (!this.#syncs(inode.path)) return;
        inode.durable = inode.content;
        inode.pending = [];
      },
      close: () => undefined,
    };
  }

  #used(): number {
    return [...this.#names.values()].reduce((sum, { content }) => sum + content.length, 0);
  }

  #rename(change: NameChange): void {
    applyName(this.#names, change);
    this.#pendingNames.push(change);
  }

  #syncs(path: string): boolean {
    if (!this.#syncFailed && this.faults.failSync?.(path) === true) {
      this.#syncFailed = true;
      throw systemError('EIO');
    }
    return this.faults.skipSync?.(path) !== true;
  }
}

export type Fate = 'lost' | 'kept' | 'half' | 'zeros';
/** With more unsynced changes than this, the others are lost: a program that syncs has fewer. */
const MOST_UNCERTAIN = 6;
const KEPT_OR_LOST: readonly Fate[] = ['lost', 'kept'];
const WRITE_FATES: readonly Fate[] = ['lost', 'kept', 'half', 'zeros'];

function change(inode: Inode, made: ContentChange): void {
  inode.pending.push(made);
  inode.content = survive(inode.content, made, 'kept');
}

function survive(content: Uint8Array, change: ContentChange, fate: Fate): Uint8Array {
  if (fate === 'lost') return content;
  if (change.kind === 'truncate') return resized(content, change.size);
  const bytes = fate === 'half' ? change.bytes.slice(0, change.bytes.length >> 1) : fate === 'zeros' ? change.bytes.map(() => 0) : change.bytes;
  const result = resized(content, Math.max(content.length, change.offset + bytes.length));
  result.set(bytes, change.offset);
  return result;
}

function resized(content: Uint8Array, size: number): Uint8Array {
  const result = new Uint8Array(size);
  result.set(content.subarray(0, size));
  return result;
}

function applyName(names: Map<string, Inode>, { path, inode }: NameChange): void {
  if (inode === null) names.delete(path);
  else names.set(path, inode);
}

function* combinations(choices: readonly (readonly Fate[])[]): Generator<readonly Fate[]> {
  const [first, ...rest] = choices;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const tail of combinations(rest)) for (const fate of first) yield [fate, ...tail];
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: simulated`), { code, errno: -1 });
}
