import { loadCohort } from '@commonward/cohorts/files';
import { cpuSeconds } from '../cpu-seconds.js';
import { dayStudies } from '../gan/day-study.js';
import { imageStudies } from '../gan/image-study.js';
import { measure, type GanRun } from '../gan/measure.js';
import { recordStudies } from '../gan/record-study.js';
import { scoreLines } from '../gan/report-text.js';
import { unitOf } from '../gan/unit-of.js';
import { loadChestXray, simulatedChestXray } from '../images/load-chest-xray.js';
import { COHORT_MISTAKES, printed, runBench } from '../run-bench.js';
import { loadFitbit, simulatedFitbit } from '../series/load-fitbit.js';
import { backends, startBackend } from '../start-backend.js';
import { learnDays, learnImages, learnRecords, type StudyTerms } from './learners.js';
import { networkOptions, type NetworkOptions } from './options.js';

const DELTA = 1e-5;

await runBench({ options: networkOptions, run: printed(run), mistakes: COHORT_MISTAKES });

async function run(options: NetworkOptions): Promise<string> {
  for (const backend of backends) if (await startBackend(backend)) break;
  const { data, trust, steps, clipping, json } = options;
  const studies = options.epsilon.map((epsilon) => ({ epsilon, runs: runsOf(options, { guarantee: { epsilon, delta: DELTA, unit: unitOf(data), adjacency: 'add-or-remove-one' }, trust, steps, clipping }) }));
  if (json) return `${JSON.stringify({ data, trust, steps, clipping, delta: DELTA, studies })}\n`;
  return studies.map(({ epsilon, runs }) => [`epsilon ${epsilon}, delta ${DELTA}, ${unitOf(data)}, trust ${trust}`, ...scoreLines(runs), ''].join('\n')).join('\n');
}

function runsOf({ data, dataDir, classifiers, ...options }: NetworkOptions, terms: StudyTerms): GanRun[] {
  const seeds = { ...options, cpuSeconds, progress };
  switch (data) {
    case 'chest-xray':
      return measure(seeds, imageStudies({ real: dataDir === null ? simulatedChestXray() : loadChestXray(dataDir), classifiers, learn: (task) => learnImages(task, terms) }));
    case 'fitbit': {
      const real = dataDir === null ? simulatedFitbit() : loadFitbit(dataDir);
      return measure(seeds, dayStudies({ real, learn: (task) => learnDays({ ...task, dictionary: real.dictionary }, terms) }));
    }
    default: {
      const cohort = loadCohort({ data, dataDir, warn: progress });
      return measure(seeds, recordStudies({ ...cohort, learn: (task) => learnRecords({ ...task, dictionary: cohort.dictionary }, terms) }));
    }
  }
}

function progress(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
