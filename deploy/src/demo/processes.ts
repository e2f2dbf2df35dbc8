import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DemoError } from './demo-error.js';

const ROOT = join(import.meta.dirname, '..', '..', '..');
export const COMMONWARD = join(ROOT, 'coordinator', 'bin', 'commonward.js');
export const COMMONWARD_SITE = join(ROOT, 'site-agent', 'bin', 'commonward-site.js');

const END_MS = 5000;

/** The demo's child processes; none outlives it. */
export class Processes {
  readonly #running = new Set<ChildProcess>();

  /** Starts a process that stays; each line it prints goes to `onLine`. @returns a promise that rejects if it ends by itself */
  start(script: string, args: readonly string[], onLine: (line: string) => void): Promise<never> {
    const child = this.#spawn(script, args);
    let lastError = '';
    lines(child.stdout, onLine);
    lines(child.stderr, (line) => {
      lastError = line;
    });
    const ended = new Promise<never>((_resolve, reject) => {
      child.once('exit', (code) => {
        if (this.#running.delete(child)) reject(new DemoError(lastError === '' ? `${name(script)} ended with code ${code ?? 'none'}.` : lastError));
      });
    });
    ended.catch(() => undefined);
    return ended;
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
