import { fork, spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

/** A process that answers in lines. */
export interface Answering {
  readonly pid: number;
  /** @returns its next line @throws Error if it ends instead */
  line(): Promise<string>;
  tell(line: string): void;
}

/** The processes of one cell; none outlives it. */
export class Children {
  readonly #running: ChildProcess[] = [];
  readonly #groups: ChildProcess[] = [];

  answering(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Answering {
    return this.#answering(command, this.#kept(spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], env })));
  }

  /** One that starts others: it and all of its process group are ended together. */
  group(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Answering {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], env, detached: true });
    this.#groups.push(child);
    return this.#answering(command, child);
  }

  #answering(command: string, child: ChildProcessByStdio<Writable, Readable, null>): Answering {
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    return {
      pid: pidOf(child),
      tell: (line) => void child.stdin.write(`${line}\n`),
      line: async () => {
        const next = await lines.next();
        if (next.done === true) throw new Error(`${command} ended before it had answered.`);
        return next.value;
      },
    };
  }

  /** A module of this benchmark in a process of its own. */
  told(module: URL, message: object): { readonly pid: number } {
    const child = this.#kept(fork(module, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }));
    child.send(message);
    return { pid: pidOf(child) };
  }

  async end(): Promise<void> {
    for (const leader of this.#groups) process.kill(-pidOf(leader), 'SIGKILL');
    await Promise.all(this.#running.map(gone));
  }

  #kept<Child extends ChildProcess>(child: Child): Child {
    this.#running.push(child);
    return child;
  }
}

function pidOf({ pid, spawnfile }: ChildProcess): number {
  if (pid === undefined) throw new Error(`${spawnfile} cannot be started.`);
  return pid;
}

function gone(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}
