import { parentPort, workerData } from 'node:worker_threads';
import type { BenchmarkReport } from '@commonward/evaluation';
import { composeFiles, reportDefect, type Lineage, type TrainedFiles } from '@commonward/lineage';
import { generate, type GenerationInput } from './generation.js';

/** The long computations of the coordinator. */
export type Task =
  | { readonly kind: 'generate'; readonly input: GenerationInput }
  | { readonly kind: 'compose'; readonly lineage: Lineage }
  | { readonly kind: 'check report'; readonly report: BenchmarkReport; readonly trained: TrainedFiles };

function perform(task: Task): unknown {
  switch (task.kind) {
    case 'generate':
      return generate(task.input);
    case 'compose':
      return composeFiles(task.lineage);
    case 'check report':
      return reportDefect(task.report, task.trained);
    default:
      return task satisfies never;
  }
}

parentPort?.postMessage(perform(workerData as Task));
