import { createHash } from 'node:crypto';
import { fidelity, trainSyntheticTestReal } from '@commonward/evaluation';
import type { Fidelity } from '@commonward/evaluation';
import { cpuSeconds } from '../cpu-seconds.js';
import { generatedRecords, type GeneratorName, type ReleasedTables } from '../generators.js';
import { releasedTables } from '../quality/federation.js';
import { forecastOf, type SyntheticScores } from '../quality/scores.js';
import type { BenchSetting } from '../quality/settings.js';
import { simulatedSites } from './simulated-sites.js';

export interface TablesTask {
  readonly rows: number;
  readonly columns: number;
  readonly sites: number;
  readonly epsilon: number;
  readonly delta: number;
  readonly seed: string;
  readonly setting: BenchSetting;
  readonly generators: readonly GeneratorName[];
  readonly classifiers: boolean;
}

/** What one study of a simulated trial came to with one generator. */
export interface TablesResult extends Omit<TablesTask, 'classifiers' | 'generators'> {
  readonly generator: GeneratorName;
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

/** Simulates the patients, runs one study of theirs with full local noise at every site, and generates twice with each generator. */
export function measureTables({ classifiers, generators, ...task }: TablesTask): TablesResult[] {
  const { dictionary, sites, train, test } = simulatedSites(task);
  const guarantee = { epsilon: task.epsilon, delta: task.delta, unit: 'patient', adjacency: 'add-or-remove-one' } as const;
  const counted = timed(() => releasedTables({ dictionary, guarantee, trust: 'local', setting: task.setting, sites, seed: 1, force: false }));
  const auroc = (table: typeof train): number => trainSyntheticTestReal({ train: table, test, dictionary, seed: 0 }).auroc;
  const ofReal = classifiers ? auroc(train) : null;
  const tv2OfNewPatients = fidelity({ synthetic: test, real: train, dictionary }).tv2;
  const forecast = forecastOf(counted.result.plan, task.rows);
  return generators.map((generator) => {
    const first = timed(() => hashed(counted.result, { generator, rows: task.rows }));
    const again = hashed(counted.result, { generator, rows: task.rows });
    const measured = fidelity({ synthetic: first.result.synthetic, real: train, dictionary });
    return {
      ...task,
      generator,
      workload: counted.result.plan.workload,
      fidelity: measured,
      forecast: { ...forecast, tv2Ratio: forecast.tv2 / measured.tv2 },
      tv2OfNewPatients,
      cpuSeconds: first.seconds,
      sitesCpuSeconds: counted.seconds,
      hash: first.result.hash,
      sameHashAgain: again.hash === first.result.hash,
      auroc: ofReal === null ? null : { synthetic: auroc(first.result.synthetic), real: ofReal },
    };
  });
}

function hashed(released: ReleasedTables, { generator, rows }: { readonly generator: GeneratorName; readonly rows: number }) {
  const { bytes, synthetic } = generatedRecords(released, rows)(generator);
  const hash = createHash('sha256').update(bytes);
  for (const { buffer, byteOffset, byteLength } of synthetic.columns) hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return { synthetic, hash: hash.digest('hex') };
}

function timed<T>(work: () => T): { result: T; seconds: number } {
  const before = cpuSeconds();
  const result = work();
  return { result, seconds: cpuSeconds() - before };
}
