import { epsilonOf, RHO_UNITS_PER_ONE, rhoUnits, rhoUnitsFor, type Guarantee } from '@commonward/accounting';
import { concatenated, stratifiedSplit, type SiteRecords } from '@commonward/evaluation';
import { privateUtility, triedModels, type PrivateUtility } from '@commonward/evaluation/private';
import { discreteGaussian, Sensitive, systemRandom } from '@commonward/privacy';
import { encodeTable, tableLayout, type DataDictionary, type EncodedTable, type RecordTable } from '@commonward/schema';
import { aggregate } from '@commonward/synthesis/coordinator';
import { eventOf, planUtility, type Trust, type UtilityPlan } from '@commonward/synthesis/plan';
import { boundUtility, releaseVariances } from '@commonward/synthesis/site';
import { publicSeed } from '../public-seed.js';
import { generatedRecords } from '../generators.js';
import { releasedTables } from '../quality/federation.js';
import { seenBy } from '../seen-by.js';
import { UsageError } from '../usage-error.js';

export interface RunTask {
  readonly dictionary: DataDictionary;
  readonly sites: readonly SiteRecords[];
  /** Of training and evaluation together. */
  readonly guarantee: Guarantee;
  /** Of rho, for the evaluation. */
  readonly share: number;
  readonly trust: Trust;
  readonly seed: number;
}

/** What an evaluation said, and what is true. */
export interface EvaluationRun {
  readonly utility: PrivateUtility;
  /** Mean accuracy of the same models on the records of the sites, without noise. */
  readonly onSites: number;
  /** The same on records that no site has. */
  readonly onOthers: number;
}

/** Trains a generator in one half of the budget, and evaluates it at the sites with the other; a quarter of the records is held out. */
export function evaluationRun({ dictionary, sites, guarantee, share, trust, seed }: RunTask): EvaluationRun {
  const split = stratifiedSplit(sites, dictionary, seed);
  const rho = rhoUnitsFor(guarantee) / RHO_UNITS_PER_ONE;
  const part = (of: number): Guarantee => ({ ...guarantee, epsilon: epsilonOf({ rho: of * rho, delta: guarantee.delta }) });
  const released = releasedTables({ dictionary, guarantee: part(1 - share), trust, setting: 'moments', sites: split.sites, seed, force: false });
  const { synthetic } = generatedRecords(released, concatenated(split.sites.map(({ table }) => table)).rows)('records');
  const plan = evaluationPlan({ dictionary, guarantee: part(share), trust, sites: split.sites, seed }, synthetic);
  const spent = rhoUnits(eventOf(released.plan)) + rhoUnits(eventOf(plan));
  if (spent > rhoUnitsFor(guarantee)) throw new Error(`Both parts cost ${spent} rho units, more than the ${rhoUnitsFor(guarantee)} of the whole.`);
  const models = triedModels(plan);
  const releases = split.sites.map(({ table }) => releaseOf(encodeTable(table, dictionary), plan, models));
  const utility = privateUtility(aggregate(seenBy(plan, releases), plan), plan);
  const accuracyOn = (table: RecordTable) => exactAccuracy(encodeTable(table, dictionary), models, dictionary);
  return { utility, onSites: accuracyOn(concatenated(split.sites.map(({ table }) => table))), onOthers: accuracyOn(split.test) };
}

function evaluationPlan({ dictionary, guarantee, trust, sites, seed }: Omit<RunTask, 'share'>, synthetic: RecordTable): UtilityPlan {
  const planning = planUtility({
    study: 'bench-private-evaluation',
    evaluates: { study: 'bench-private-evaluation', generatorSha256: '0'.repeat(64) },
    dictionary,
    guarantee,
    trust,
    aggregation: trust === 'shared' ? 'masked' : 'plain',
    sites: sites.map(({ name }) => name),
    synthetic: encodeTable(synthetic, dictionary),
    seed: publicSeed(seed),
  });
  if (planning.kind === 'refused') throw new UsageError(`the evaluation is refused: ${planning.reason}`);
  return planning.plan;
}

type Models = ReturnType<typeof triedModels>;

const releaseOf = (records: EncodedTable, plan: UtilityPlan, models: Models): Int32Array =>
  discreteGaussian(boundUtility(Sensitive.of([records]), plan, models), { variances: releaseVariances(plan), random: systemRandom }).value;

function exactAccuracy(records: EncodedTable, models: Models, dictionary: DataDictionary): number {
  const { sizes, target } = tableLayout(dictionary);
  const shares = models.map((model) => {
    const { predicted } = model.judge(records);
    let [known, right] = [0, 0];
    for (let row = 0; row < records.rows; row += 1) {
      const truth = records.codes[row * sizes.length + target];
      if (truth > 1) continue;
      known += 1;
      if (predicted[row] === truth) right += 1;
    }
    return right / known;
  });
  return shares.reduce((sum, one) => sum + one, 0) / shares.length;
}
