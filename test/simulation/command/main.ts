import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { taskOf, type Task } from './arguments.js';
import { buildSimulation, folderOf, type Patch } from './build.js';
import { mutantsOf } from './mutants.js';
import type { Outcome, Rounds, Simulation } from './outcome.js';
import { play } from './play.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Lines of the trace that are shown of a seed that fails, and how many such seeds. */
const LAST_LINES = 30;
const MOST_SHOWN = 5;
const SEEDS_BETWEEN_REPORTS = 1000;

async function withBuild<T>(patch: Patch | null, work: (simulation: string) => Promise<T>): Promise<T> {
  const simulation = buildSimulation(patch);
  try {
    return await work(simulation);
  } finally {
    rmSync(folderOf(simulation), { recursive: true });
  }
}

/** @returns whether all is well */
async function perform(task: Task): Promise<boolean> {
  switch (task.kind) {
    case 'seeds':
      return withBuild(null, (simulation) => playSeeds(task, simulation));
    case 'mutants':
      return killMutants(task);
    case 'trace':
      return withBuild(null, async (simulation) => {
        const { lines, violations, sha256 } = await ((await import(pathToFileURL(simulation).href)) as Simulation).runSeed(task.seed, task.rounds);
        say([...lines, `trace ${sha256}`, `seeds 1, violations ${violations.length}`].join('\n'));
        return violations.length === 0;
      });
    case 'flips':
      return withBuild(null, async (simulation) => {
        const { accepted, refunded, refused, forfeited } = ((await import(pathToFileURL(simulation).href)) as Simulation).flipBits(task.flips);
        say(`refused ${refused}, forfeited ${forfeited}`);
        say(`damaged ledgers ${task.flips}, accepted silently ${accepted}, refunds ${refunded}`);
        return accepted === 0 && refunded === 0;
      });
    default:
      return task satisfies never;
  }
}

async function playSeeds(options: Extract<Task, { kind: 'seeds' | 'mutants' }>, simulation: string): Promise<boolean> {
  const totals = new Map<string, number>();
  let [played, violations] = [0, 0];
  let shown: readonly Outcome[] = [];
  await play({
    ...options,
    simulation,
    seedsAtOnce: 10,
    onOutcome: (outcome) => {
      for (const [what, count] of Object.entries(outcome.counts)) totals.set(what, (totals.get(what) ?? 0) + count);
      played += 1;
      violations += outcome.violations.length;
      if (outcome.violations.length > 0) shown = [...shown, outcome].sort((a, b) => a.seed - b.seed).slice(0, MOST_SHOWN);
      if (played % SEEDS_BETWEEN_REPORTS === 0) say(`${played} of ${options.seeds} seeds played, violations ${violations}`);
      return true;
    },
  });
  for (const outcome of shown) show(outcome, options.rounds);
  for (const [what, count] of [...totals].sort(([a], [b]) => a.localeCompare(b, 'en'))) say(`${String(count).padStart(8)}  ${what}`);
  say(`seeds ${options.seeds}, violations ${violations}`);
  return violations === 0;
}

function show({ seed, violations, lines }: Outcome, rounds: Rounds): void {
  say(`\nseed ${seed}`);
  for (const { rule, what } of violations) say(`  ${rule}: ${what}`);
  const first = lines.findIndex((line) => line.includes('VIOLATION'));
  for (const line of lines.slice(Math.max(0, first + 1 - LAST_LINES), first + 1)) say(`    ${line}`);
  say(`  again, in full: npm run test:faults --${rounds === 'masked' ? ' --masked' : ''} --trace ${seed}`);
}

async function killMutants(options: Extract<Task, { kind: 'seeds' | 'mutants' }>): Promise<boolean> {
  const mutants = mutantsOf(options.rounds);
  let killed = 0;
  for (const [name, patch] of mutants) {
    const killers: Outcome[] = [];
    await withBuild(patch, (simulation) =>
      play({
        ...options,
        simulation,
        seedsAtOnce: 1,
        onOutcome: (outcome) => {
          if (outcome.violations.length > 0) killers.push(outcome);
          return killers.length === 0;
        },
      }),
    );
    const first = killers.sort((a, b) => a.seed - b.seed).at(0);
    if (first === undefined) say(`lives   ${name} (${options.seeds} seeds)`);
    else say(`killed  ${name}: seed ${first.seed}, ${first.violations[0].rule}: ${first.violations[0].what.split('\n')[0]}`);
    if (first !== undefined) killed += 1;
  }
  say(`mutants ${mutants.length}, killed ${killed}`);
  return killed === mutants.length;
}

/** What was asked, or null after a sentence on what is wrong with it. */
function asked(): Task | null {
  try {
    return taskOf(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    process.stderr.write(`test:faults: ${error.message} See docs/testing-faults.md.\n`);
    return null;
  }
}

const MISTAKE = 2;
const task = asked();
if (task === null) process.exitCode = MISTAKE;
else process.exitCode = (await perform(task)) ? 0 : 1;
