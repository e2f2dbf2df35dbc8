import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BlockingThread } from './blocking-thread.js';

/** Answers with what an asynchronous function makes of the question. */
const script = (body: string) => `
import { workerData } from 'node:worker_threads';
const { port, answers } = workerData;
const answerTo = async (question) => { ${body} };
port.on('message', (question) => void answerTo(question).then((answer) => { port.postMessage(answer); Atomics.add(answers, 0, 1); Atomics.notify(answers, 0); }));
`;

let folder: string;
let thread: BlockingThread<number, string> | null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commonward-thread-'));
  thread = null;
});
afterEach(() => {
  thread?.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(body: string): BlockingThread<number, string> {
  const path = join(folder, 'thread.mjs');
  writeFileSync(path, script(body));
  thread = new BlockingThread(pathToFileURL(path));
  return thread;
}

describe('a thread that is waited for', () => {
  it('answers each question in its turn, although it has to wait itself', () => {
    const asked = start('await new Promise((resolve) => setImmediate(resolve)); return `${question} squared is ${question * question}`;');
    expect([3, 4, 5].map((question) => asked.ask(question, { timeoutMs: 30_000 }))).toEqual(['3 squared is 9', '4 squared is 16', '5 squared is 25']);
  });

  it('is asked before it is waited for, and an answer that nobody waits for is not taken for another', () => {
    const asked = start('return String(question);');
    const waits = [1, 2, 3].map((question) => asked.begin(question));
    expect(waits[1]({ timeoutMs: 30_000 })).toBe('2');
    expect(waits[2]({ timeoutMs: 30_000 })).toBe('3');
    expect(asked.ask(4, { timeoutMs: 30_000 })).toBe('4');
  });

  it('that never answers is given up', () => {
    expect(start('return new Promise(() => undefined);').ask(1, { timeoutMs: 50 })).toBeNull();
  });
});
