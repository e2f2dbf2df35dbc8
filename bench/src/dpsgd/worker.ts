import { createInterface } from 'node:readline';
import { cpuSeconds } from '../cpu-seconds.js';
import { models, type Model } from './models.js';
import { backends, startBackend } from '../start-backend.js';
import { ghostTraining, releasedTraining, type Training } from './training.js';

/*
 * One backend in a process of its own. The first line says whether it is there; after that each line asks for one turn.
 */

interface Question {
  readonly model: Model['name'];
  readonly mode: 'released' | 'ghost';
  readonly seconds: number;
}

const backend = backends.find((name) => name === process.argv[2]);
const isThere = backend !== undefined && (await startBackend(backend));
process.stdout.write(`${JSON.stringify(isThere)}\n`);
if (isThere) {
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(turnOf(JSON.parse(line) as Question))}\n`);
  }
}

function turnOf({ model: name, mode, seconds }: Question): object {
  const model = models.find((each) => each.name === name);
  if (model === undefined) throw new Error(`There is no model ${name}`);
  return timed(mode === 'ghost' ? ghostTraining(model) : releasedTraining(model), seconds);
}

function timed({ examples, step }: Training, seconds: number): object {
  step();
  const [cpu, wall] = [cpuSeconds(), performance.now()];
  let steps = 0;
  do {
    step();
    steps += 1;
  } while (cpuSeconds() - cpu < seconds);
  return { examples: steps * examples, cpuSeconds: cpuSeconds() - cpu, wallSeconds: (performance.now() - wall) / 1000 };
}
