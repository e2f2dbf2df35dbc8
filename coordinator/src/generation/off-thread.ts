import { Worker } from 'node:worker_threads';
import type { BenchmarkReport } from '@commonward/evaluation';
import type { Files, Lineage, TrainedFiles } from '@commonward/lineage';
import type { EncodedTable } from '@commonward/schema';
import type { AnyStudy } from '@commonward/synthesis/plan';
import type { Outlook } from '../studies/outlook.js';
import type { GenerationInput, GenerationResult } from './generation.js';
import type { News, Task } from './worker.js';

/** Whoever waits for a computation. */
export interface Watch {
  /** Called when the sum of the round is known. */
  readonly summed: () => void;
  /** Ends the thread: nobody waits for its result any more. */
  readonly stop: AbortSignal;
}

const NOBODY_STOPS_IT: Watch = { summed: () => undefined, stop: new AbortController().signal };

/** Runs on a thread of its own, so that sites and the dashboard are answered meanwhile. A training of many rounds keeps its thread for the next one. */
export const generateOffThread = (input: GenerationInput, watch: Watch): Promise<GenerationResult> => run<GenerationResult>({ kind: 'generate', input }, watch, ({ kind }) => kind === 'next round');

export const outlookOffThread = (study: AnyStudy): Promise<Outlook> => run<Outlook>({ kind: 'outlook', study }, NOBODY_STOPS_IT);

export const composeOffThread = (lineage: Lineage): Promise<Files> => run<Files>({ kind: 'compose', lineage }, NOBODY_STOPS_IT);

export const evaluationSampleOffThread = (trained: TrainedFiles): Promise<EncodedTable> => run<EncodedTable>({ kind: 'draw evaluation sample', trained }, NOBODY_STOPS_IT);

/** @returns why the report cannot be one of this generator; null if it can */
export const reportDefectOffThread = (report: BenchmarkReport, trained: TrainedFiles): Promise<string | null> => run<string | null>({ kind: 'check report', report, trained }, NOBODY_STOPS_IT);

/** @param keeps whether the thread is wanted again soon; otherwise it ends, so that what it has used is given back whole */
async function run<Result>(task: Task, watch: Watch, keeps: (result: Result) => boolean = () => false): Promise<Result> {
  const worker = takeStandby();
  let isKept = false;
  try {
    const result = await perform<Result>(worker, task, watch);
    isKept = keeps(result) && standby === null;
    return result;
  } finally {
    if (!isKept) void worker.terminate();
    standby ??= isKept ? onStandby(worker) : newThread();
  }
}

function perform<Result>(worker: Worker, task: Task, { summed, stop }: Watch): Promise<Result> {
  const end = (): void => void worker.terminate();
  return new Promise<Result>((resolve, reject) => {
    stop.addEventListener('abort', end);
    worker.on('message', (news: News<Result>) => (news.kind === 'summed' ? summed() : resolve(news.result)));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`The computation ended without a result (exit code ${code}).`)));
    worker.ref();
    worker.postMessage(task);
  }).finally(() => {
    stop.removeEventListener('abort', end);
    for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
  });
}

/** A thread whose code is loaded, so that the sum of a round does not wait for that; it keeps no process alive. */
let standby: Worker | null = null;

function takeStandby(): Worker {
  const worker = standby ?? newThread();
  standby = null;
  return worker;
}

const newThread = (): Worker => onStandby(new Worker(new URL('./worker.js', import.meta.url)));

/** One that fails while nobody uses it is forgotten: the next task tells what is wrong with the one that it starts. */
function onStandby(worker: Worker): Worker {
  worker.unref();
  worker.once('error', () => {
    if (standby === worker) standby = null;
  });
  return worker;
}
