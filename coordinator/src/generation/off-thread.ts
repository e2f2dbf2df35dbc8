import { Worker } from 'node:worker_threads';
import type { Files, Lineage } from '@commonward/lineage';
import type { GenerationInput, GenerationResult } from './generation.js';
import type { Task } from './worker.js';

/** Runs on a thread of its own, so that sites and the dashboard are answered meanwhile. */
export const generateOffThread = (input: GenerationInput): Promise<GenerationResult> => run<GenerationResult>({ kind: 'generate', input });

export const composeOffThread = (lineage: Lineage): Promise<Files> => run<Files>({ kind: 'compose', lineage });

function run<Result>(task: Task): Promise<Result> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: task });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The computation ended without a result (exit code ${code}).`)));
  });
}
