import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Running, type Finished } from './running.js';

/** The folder of the repository, from wherever this program lies in it. */
const rootAbove = (folder: string): string => (existsSync(join(folder, 'package-lock.json')) ? folder : rootAbove(dirname(folder)));

export const ROOT = rootAbove(import.meta.dirname);
const PROGRAMS = {
  commonward: join(ROOT, 'coordinator', 'bin', 'commonward.js'),
  'commonward-site': join(ROOT, 'site-agent', 'bin', 'commonward-site.js'),
} as const;

export type Program = keyof typeof PROGRAMS;

/** What a process is started with, besides its arguments. */
export interface Surroundings {
  readonly nodeOptions?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A temporary folder and the processes of one test; neither outlives `end`. */
export class Machine {
  readonly folder = mkdtempSync(join(tmpdir(), 'commonward-test-'));
  readonly #processes: Running[] = [];

  /** Starts a program as a process of its own, from the built code. */
  start(program: Program, args: readonly string[], { nodeOptions = [], environment = {} }: Surroundings = {}): Running {
    const child = spawn(process.execPath, [...nodeOptions, PROGRAMS[program], ...args], {
      cwd: this.folder,
      env: { PATH: process.env.PATH, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const running = new Running(child);
    this.#processes.push(running);
    return running;
  }

  /** Runs a program to its end. */
  run(program: Program, ...args: readonly string[]): Promise<Finished> {
    return this.start(program, args).ended;
  }

  /** All that any process has printed. */
  get printed(): string {
    return this.#processes.map(({ stdout, stderr }) => stdout + stderr).join('\n');
  }

  async end(): Promise<void> {
    await Promise.all(this.#processes.map((running) => running.crash()));
    rmSync(this.folder, { recursive: true, force: true });
  }
}
