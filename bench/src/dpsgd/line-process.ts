import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { ONE_THREAD } from './contender.js';

/** A process that answers each line of JSON with one; its first line comes unasked. */
export interface LineProcess {
  readonly first: unknown;
  ask(question: object): Promise<unknown>;
  close(): void;
}

export interface LineCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** @returns null if it cannot be started, or ends before its first line */
export async function startLineProcess({ command, args, env }: LineCommand): Promise<LineProcess | null> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], env: { ...env, ...ONE_THREAD } });
  child.stderr.resume();
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await Promise.race([lines.next(), once(child, 'error').then(() => ({ done: true as const }))]);
  if (first.done === true) return null;
  return {
    first: JSON.parse(first.value),
    ask: (question) => answerTo(question, child, lines),
    close: () => child.stdin.end(),
  };
}

async function answerTo(question: object, child: ChildProcessWithoutNullStreams, lines: AsyncIterator<string>): Promise<unknown> {
  child.stdin.write(`${JSON.stringify(question)}\n`);
  const answer = await lines.next();
  if (answer.done === true) throw new Error('A process of the benchmark ended before it answered');
  return JSON.parse(answer.value);
}
