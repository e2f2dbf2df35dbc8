import { Worker } from 'node:worker_threads';
import type { BenchmarkReport } from '@commonward/evaluation';
import type { Files, Lineage, TrainedFiles } from '@commonward/lineage';
import type { GenerationInput, GenerationResult } from './generation.js';
import type { Task } from './worker.js';

/** Runs on a thread of its own, so that sites and the dashboard are answered meanwhile. */
export const generateOffThread = (input: GenerationInput): Promise<GenerationResult> => run<GenerationResult>({ kind: 'generate', input });

export const composeOffThread = (lineage: Lineage): Promise<Files> => run<Files>({ kind: 'compose', lineage });

/** @returns why the report cannot be one of this generator; null if it can */
export const reportDefectOffThread = (report: BenchmarkReport, trained: TrainedFiles): Promise<string | null> => run<string | null>({ kind: 'check report', report, trained });

function run<Result>(task: Task): Promise<Result> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: task });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The computation ended without a result (exit code ${code}).`)));
  });
}
