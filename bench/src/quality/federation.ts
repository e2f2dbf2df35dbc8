import type { Guarantee } from '@commonward/accounting';
import type { SiteRecords } from '@commonward/evaluation';
import { Sensitive, discreteGaussian, systemRandom } from '@commonward/privacy';
import { encodeTable } from '@commonward/schema';
import type { DataDictionary, RecordTable } from '@commonward/schema';
import type { TablePlan, Trust } from '@commonward/synthesis/plan';
import { boundPairs, randomisedRelease, releaseVariances } from '@commonward/synthesis/site';
import { generatedRecords, type GeneratorName, type ReleasedTables } from '../generators.js';
import { publicSeed } from '../public-seed.js';
import { seenBy } from '../seen-by.js';
import { planIn, type BenchSetting } from './settings.js';

/** What the sites do, and what is learnt of it. */
export interface FederationTask extends SitesTask {
  /** Number of synthetic records. */
  readonly rows: number;
  readonly generators: readonly GeneratorName[];
}

export interface SitesTask {
  readonly dictionary: DataDictionary;
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  readonly setting: BenchSetting;
  readonly sites: readonly SiteRecords[];
  /** Of the plan's public randomness; the privacy noise is drawn afresh in every run. */
  readonly seed: number;
  /** Whether a study that is refused is run all the same. */
  readonly force: boolean;
}

/**
 * Runs one study in this process: every site bounds and noises its own records, the coordinator sees the releases only, or in
 * shared trust their sum. Masks add up to zero, so they are left out; the ledger and the sockets of a real study are tested
 * elsewhere. None of them changes a number here.
 *
 * @returns a table for each generator, all of the same releases
 * @throws UsageError if the study cannot be planned, or is refused because its tables would be mostly noise and not forced
 */
export function federatedRecords(task: FederationTask): { plan: TablePlan; synthetic: readonly RecordTable[] } {
  const released = releasedTables(task);
  const generated = generatedRecords(released, task.rows);
  return { plan: released.plan, synthetic: task.generators.map((name) => generated(name).synthetic) };
}

/** The sites' part of a study: every site counts and noises its own records. @throws UsageError as `federatedRecords` */
export function releasedTables(task: SitesTask): ReleasedTables {
  const plan = planOf(task);
  return { plan, contributions: seenBy(plan, task.sites.map((site) => releaseOf(site, plan))) };
}

function planOf({ dictionary, guarantee, trust, setting, sites, seed, force }: SitesTask): TablePlan {
  const aggregation = trust === 'shared' ? 'masked' : 'plain';
  return planIn(setting, { study: `bench-quality-${dictionary.name}`, dictionary, guarantee, trust, aggregation, sites: sites.map(({ name }) => name), seed: publicSeed(seed) }, force);
}

/** What leaves one site. */
function releaseOf({ name, table }: SiteRecords, plan: TablePlan): Int32Array {
  const records = Sensitive.of([encodeTable(table, plan.dictionary)]);
  if (plan.encoding === 'noisy-input') return randomisedRelease(records, plan, { site: name, random: systemRandom }).value;
  return discreteGaussian(boundPairs(records, plan), { variances: releaseVariances(plan), random: systemRandom }).value;
}
