import { loadCohort } from '@commonward/cohorts/files';
import { seededRandom } from '@commonward/evaluation';
import { cpuSeconds } from '../cpu-seconds.js';
import { loadChestXray, simulatedChestXray } from '../images/load-chest-xray.js';
import { COHORT_MISTAKES, printed, runBench } from '../run-bench.js';
import { loadFitbit, simulatedFitbit } from '../series/load-fitbit.js';
import { daySet } from '../series/measure-days.js';
import { backends, startBackend } from '../start-backend.js';
import { dayStudies } from './day-study.js';
import { imageStudies } from './image-study.js';
import { learnDays } from './learn-days.js';
import { learnImages } from './learn-images.js';
import { learnRecords } from './learn-records.js';
import type { Learning } from './learning.js';
import { measure, type GanRun } from './measure.js';
import { ganOptions, type GanOptions } from './options.js';
import { dayRecipes, imageRecipes, recordRecipes } from './recipes.js';
import { recordStudies } from './record-study.js';
import { reportText } from './report-text.js';
import { trialStudies } from './trial-study.js';
import { unitOf } from './unit-of.js';

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
      return measure(seeds, imageStudies({ real: dataDir === null ? simulatedChestXray() : loadChestXray(dataDir), classifiers, learn: ({ seed, ...task }) => learnImages({ ...task, learning, recipes: imageRecipes, uniform: uniformOf(seed) }) }));
    case 'fitbit': {
      const real = dataDir === null ? simulatedFitbit() : loadFitbit(dataDir);
      return measure(seeds, dayStudies({ real, learn: ({ sites, count, seed }) => learnDays({ sites: sites.map((days) => daySet(days, real.dictionary)), days: count, learning, recipes: dayRecipes, uniform: uniformOf(seed) }) }));
    }
    case 'stroke-trial':
      return measure(seeds, trialStudies({ rowsPerSite, learning }));
    default: {
      const cohort = loadCohort({ data, dataDir, warn: progress });
      return measure(seeds, recordStudies({ ...cohort, learn: ({ seed, ...task }) => learnRecords({ ...task, dictionary: cohort.dictionary, learning, recipes: recordRecipes, uniform: uniformOf(seed) }) }));
    }
  }
}

/** Of each seed a stream of its own. */
function uniformOf(seed: number): () => number {
  const random = seededRandom(seed);
  return () => random.uniform();
}

function learningOf({ data, epsilon, twin }: GanOptions): Learning {
  if (epsilon === null) return { kind: twin ? 'clipped' : 'exact' };
  return { kind: 'noised', guarantee: { epsilon, delta: DELTA, unit: unitOf(data), adjacency: 'add-or-remove-one' } };
}

function progress(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}
