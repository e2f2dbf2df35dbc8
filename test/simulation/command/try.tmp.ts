import { pathToFileURL } from 'node:url';
import { buildSimulation } from './build.js';
import type { Simulation } from './outcome.js';
const t0 = performance.now();
const file = buildSimulation(null);
const { runSeed } = (await import(pathToFileURL(file).href)) as Simulation;
console.log('built', file, performance.now() - t0);
const [first, count, trace] = process.argv.slice(2).map(Number);
const c0 = process.cpuUsage();
let bad = 0; const totals: Record<string, number> = {};
for (let seed = first; seed < first + count; seed += 1) {
  const outcome = await runSeed(seed);
  for (const [k, v] of Object.entries(outcome.counts)) totals[k] = (totals[k] ?? 0) + v;
  if (trace) console.log(outcome.lines.join('\n'));
  if (outcome.violations.length > 0) { bad += 1; if (bad < 15) console.log(seed, JSON.stringify(outcome.violations.slice(0, 3))); }
}
const d = process.cpuUsage(c0);
console.log('bad', bad, 'ms/seed', (d.user + d.system) / 1000 / count);
if (!trace) console.log(totals);
