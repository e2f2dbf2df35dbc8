import { loadCohort } from '@commonward/cohorts/files';
import { loadChestXray, simulatedChestXray } from '../images/load-chest-xray.js';
import { COHORT_MISTAKES, printed, runBench } from '../run-bench.js';
import { loadFitbit, simulatedFitbit } from '../series/load-fitbit.js';
import { backends, startBackend } from '../start-backend.js';
import { dayStudies } from './day-study.js';
import { imageStudies } from './image-study.js';
import type { Learning } from './learning.js';
import { measure, type GanRun } from './measure.js';
import { ganOptions, type GanOptions } from './options.js';
import { recordStudies } from './record-study.js';
import { reportText } from './report-text.js';
import { trialStudies } from './trial-study.js';

const DELTA = 1e-5;

await runBench({ options: ganOptions, run: printed(run), mistakes: COHORT_MISTAKES });

async function run(options: GanOptions): Promise<string> {
  for (const backend of backends) if (await startBackend(backend)) break;
  const learning = learningOf(options);
  const report = { learning, runs: runsOf(options, learning) };
  return options.json ? `${JSON.stringify(report)}\n` : reportText(report);
}

function runsOf({ data, dataDir, rowsPerSite, classifiers, ...options }: GanOptions, learning: Learning): GanRun[] {
  const seeds = { ...options, cpuSeconds, progress };
  switch (data) {
    case 'chest-xray':
      return measure(seeds, imageStudies({ real: dataDir === null ? simulatedChestXray() : loadChestXray(dataDir), learning, classifiers }));
    case 'fitbit':
      return measure(seeds, dayStudies(dataDir === null ? simulatedFitbit() : loadFitbit(dataDir), learning));
    case 'stroke-trial':
      return measure(seeds, trialStudies({ rowsPerSite, learning }));
    default:
      return measure(seeds, recordStudies({ ...loadCohort({ data, dataDir, warn: progress }), learning }));
  }
}

function learningOf({ data, epsilon, twin }: GanOptions): Learning {
  if (epsilon === null) return { kind: twin ? 'clipped' : 'exact' };
  return { kind: 'noised', guarantee: { epsilon, delta: DELTA, unit: unitOf(data), adjacency: 'add-or-remove-one' } };
}

function unitOf(data: string): 'patient' | 'image' | 'day' {
  if (data === 'chest-xray') return 'image';
  return data === 'fitbit' ? 'day' : 'patient';
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function progress(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
