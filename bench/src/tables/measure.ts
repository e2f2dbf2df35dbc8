import { createHash } from 'node:crypto';
import { fidelity, trainSyntheticTestReal } from '@commonward/evaluation';
import type { Fidelity } from '@commonward/evaluation';
import { generatorBytes } from '@commonward/synthesis/coordinator';
import { forecastOf, type SyntheticScores } from '../quality/scores.js';
import { generatedRecords, releasedTables } from '../quality/federation.js';
import type { ReleasedTables } from '../quality/federation.js';
import { simulatedSites } from './simulated-sites.js';

export interface TablesTask {
  readonly rows: number;
  readonly columns: number;
  readonly sites: number;
  readonly epsilon: number;
  readonly delta: number;
  readonly seed: string;
  readonly classifiers: boolean;
}

/** What one study of a simulated trial came to. */
export interface TablesResult extends Omit<TablesTask, 'classifiers'> {
  readonly workload: string;
  /** Total variation, correlation and broken rules, against the records that the sites counted. */
  readonly fidelity: Fidelity;
  /** Of tv1 and tv2, from public numbers; and the latter over what was measured. */
  readonly forecast: SyntheticScores['forecast'] & { readonly tv2Ratio: number };
  /** Mean two-way total variation of as many patients as there are for tests: what chance alone comes to. */
  readonly tv2OfNewPatients: number;
  /** processor time of the coordinator, from the releases to the synthetic records */
  readonly cpuSeconds: number;
  readonly sitesCpuSeconds: number;
  /** SHA-256 of the generator and the records it gives. */
  readonly hash: string;
  readonly sameHashAgain: boolean;
  /** Means over six classifiers, tested on new patients; null if not asked for. */
  readonly auroc: { readonly synthetic: number; readonly real: number } | null;
}

/** Simulates the patients, runs one study of theirs with full local noise at every site, and generates twice. */
export function measureTables({ classifiers, ...task }: TablesTask): TablesResult {
  const { dictionary, sites, train, test } = simulatedSites(task);
  const guarantee = { epsilon: task.epsilon, delta: task.delta, unit: 'patient', adjacency: 'add-or-remove-one' } as const;
  const counted = timed(() => releasedTables({ dictionary, guarantee, trust: 'local', sites, seed: 1, force: false }));
  const first = timed(() => hashed(counted.result, task.rows));
  const again = hashed(counted.result, task.rows);
  const auroc = (table: typeof train): number => trainSyntheticTestReal({ train: table, test, dictionary, seed: 0 }).auroc;
  const measured = fidelity({ synthetic: first.result.synthetic, real: train, dictionary });
  const forecast = forecastOf(counted.result.plan, task.rows);
  return {
    ...task,
    workload: counted.result.plan.workload,
    fidelity: measured,
    forecast: { ...forecast, tv2Ratio: forecast.tv2 / measured.tv2 },
    tv2OfNewPatients: fidelity({ synthetic: test, real: train, dictionary }).tv2,
    cpuSeconds: first.seconds,
    sitesCpuSeconds: counted.seconds,
    hash: first.result.hash,
    sameHashAgain: again.hash === first.result.hash,
    auroc: classifiers ? { synthetic: auroc(first.result.synthetic), real: auroc(train) } : null,
  };
}

function hashed(released: ReleasedTables, rows: number) {
  const { generator, synthetic } = generatedRecords(released, rows);
  const hash = createHash('sha256').update(generatorBytes(generator));
  for (const { buffer, byteOffset, byteLength } of synthetic.columns) hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return { synthetic, hash: hash.digest('hex') };
}

function timed<T>(work: () => T): { result: T; seconds: number } {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  return { result, seconds: (user + system) / 1e6 };
}
