import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system in memory that can be made full. */
export class SmallDisk {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** @returns null where this user may not mount one */
  static mount({ kilobytes }: { readonly kilobytes: number }): SmallDisk | null {
    const folder = mkdtempSync(join(tmpdir(), 'commonward-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', folder], { stdio: 'ignore' });
      return new SmallDisk(folder);
    } catch {
      rmdirSync(folder);
      return null;
    }
  }

  /** Takes all the room but some. */
  fill({ leaving = 0 } = {}): void {
    const { bavail, bsize } = statfsSync(this.folder);
    const file = openSync(this.#filler, 'w');
    const block = new Uint8Array(bsize);
    for (let free = bavail * bsize; free > leaving; free -= bsize) writeSync(file, block);
    closeSync(file);
  }

  makeRoom(): void {
    rmSync(this.#filler);
  }

  /** As an administrator, or a file system that has found an error, makes it. */
  makeReadOnly(): void {
    execFileSync('mount', ['-o', 'remount,ro', this.folder]);
  }

  makeWritable(): void {
    execFileSync('mount', ['-o', 'remount,rw', this.folder]);
  }

  unmount(): void {
    execFileSync('umount', [this.folder]);
    rmdirSync(this.folder);
  }

  get #filler(): string {
    return join(this.folder, 'filler');
  }
}
