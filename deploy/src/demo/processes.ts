import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DemoError } from './demo-error.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
export const COMMONWARD = join(ROOT, 'coordinator', 'bin', 'commonward.js');
export const COMMONWARD_SITE = join(ROOT, 'site-agent', 'bin', 'commonward-site.js');

const END_MS = 5000;

/** A process that stays. */
export interface Kept {
  /** Rejects if it ends by itself. */
  readonly ended: Promise<never>;
  /** `kill -9`; on return it is gone. */
  kill(): Promise<void>;
  /** Starts it anew after a kill, with other arguments if any are given. */
  restart(args?: readonly string[]): void;
}

/** The demo's child processes; none outlives it. */
export class Processes {
  readonly #running = new Set<ChildProcess>();

  /** Starts a process that stays; each line it prints goes to `onLine`. */
  start(script: string, args: readonly string[], onLine: (line: string) => void): Kept {
    let failed: (error: Error) => void;
    const ended = new Promise<never>((_resolve, reject) => {
      failed = reject;
    });
    ended.catch(() => undefined);
    const begin = (again: readonly string[]): ChildProcess => this.#keep(script, again, { onLine, onEnd: (error) => failed(error) });
    let child = begin(args);
    return {
      ended,
      kill: () => this.#kill(child),
      restart: (again = args) => {
        child = begin(again);
      },
    };
  }

  #keep(script: string, args: readonly string[], { onLine, onEnd }: { readonly onLine: (line: string) => void; readonly onEnd: (error: DemoError) => void }): ChildProcess {
    const child = this.#spawn(script, args);
    let lastError = '';
    lines(child.stdout, onLine);
    lines(child.stderr, (line) => {
      lastError = line;
    });
    child.once('exit', (code) => {
      if (this.#running.delete(child)) onEnd(new DemoError(lastError === '' ? `${name(script)} ended with code ${code ?? 'none'}.` : lastError));
    });
    return child;
  }

  async #kill(child: ChildProcess): Promise<void> {
    if (!this.#running.delete(child)) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Runs a process to its end. */
  run(script: string, args: readonly string[]): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
    const child = this.#spawn(script, args);
    const output = { stdout: '', stderr: '' };
    child.stdout?.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
    return new Promise((resolve) => {
      child.once('close', (code) => {
        this.#running.delete(child);
        resolve({ code: code ?? 1, ...output });
      });
    });
  }

  /** Asks every process to end, and makes it. */
  async end(): Promise<void> {
    const children = [...this.#running];
    this.#running.clear();
    await Promise.all(children.map(endChild));
  }

  #spawn(script: string, args: readonly string[]): ChildProcess {
    const child = spawn(process.execPath, ['--no-warnings', script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#running.add(child);
    return child;
  }
}

const name = (script: string): string => (script === COMMONWARD ? 'The coordinator' : 'A site agent');

function lines(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
  if (stream !== null) createInterface({ input: stream }).on('line', onLine);
}

function endChild(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), END_MS);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    if (!child.kill('SIGTERM')) resolve();
  });
}
