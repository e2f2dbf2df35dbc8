import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { until } from './until.js';

/** Replaces a file by a named pipe: whoever opens it to read waits there, without a byte of it, until it is let through. */
export class Gate {
  readonly #path: string;
  readonly #content: Uint8Array;
  #pipe: number | null = null;

  constructor(path: string) {
    this.#path = path;
    this.#content = readFileSync(path);
    rmSync(path);
    execFileSync('mkfifo', [path]);
  }

  /** Waits until someone has opened the file to read it. */
  async untilReached(): Promise<void> {
    this.#pipe = await until(`someone reads ${this.#path}`, () => openForReader(this.#path));
  }

  /** Gives the reader the file's content. */
  letThrough(): void {
    if (this.#pipe === null) throw new Error('Nobody has reached the gate');
    writeSync(this.#pipe, this.#content);
    this.#close();
  }

  /** Puts the file back. */
  restore(): void {
    rmSync(this.#path, { force: true });
    writeFileSync(this.#path, this.#content);
    this.#close();
  }

  #close(): void {
    if (this.#pipe !== null) closeSync(this.#pipe);
    this.#pipe = null;
  }
}

/** @returns null as long as nobody has the pipe open for reading */
function openForReader(path: string): number | null {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENXIO') return null;
    throw error;
  }
}
