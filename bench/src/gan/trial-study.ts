import { fidelity, trainSyntheticTestReal, seededRandom } from '@commonward/evaluation';
import { recordGan } from '@commonward/networks';
import type { RecordTable } from '@commonward/schema';
import { generatedRecords } from '../generators.js';
import { releasedTables } from '../quality/federation.js';
import { simulatedSites, type SimulatedSites } from '../tables/simulated-sites.js';
import { recipeFor, type Learning } from './learning.js';
import type { Scores, Study } from './measure.js';
import { trialRecipes } from './recipes.js';
import { train } from './train.js';
import { unconditionalRows } from './unconditional-rows.js';

export interface TrialStudies {
  readonly rowsPerSite: number;
  readonly learning: Learning;
}

/** Records of a network, and with a guarantee those of released tables under the same one, of the same patients. */
interface Compared {
  readonly network: RecordTable;
  readonly tables: RecordTable | null;
}

const SITES = 4;
const COLUMNS = 19;
/** Enough that their own chance does not hide the noise of either. */
const SYNTHETIC = 20_000;
/** Records that classifiers learn from, and others that they are tested on, at most: six of them within a minute. */
const CLASSIFIED = 4000;

/** A simulated trial at four sites: what a network learns of it, beside what the product's tables say. */
export function trialStudies({ rowsPerSite, learning }: TrialStudies): (seed: number) => Study<Compared> {
  return (seed) => {
    const trial = simulatedSites({ rows: SITES * rowsPerSite, columns: COLUMNS, sites: SITES, seed: `bench:gan-${seed}` });
    const score = scoresOf(trial);
    return {
      learn: () => {
        const { network, forecast } = learnTrial(trial, learning, seed);
        return { synthetic: { network, tables: tablesOf(trial, learning, seed) }, forecast };
      },
      score: ({ network, tables }) => ({ ...score(network, 'network'), ...(tables === null ? {} : score(tables, 'tables')), ...score(first(trial.train, SYNTHETIC), 'real') }),
    };
  };
}

function learnTrial({ dictionary, sites }: SimulatedSites, learning: Learning, seed: number): { readonly network: RecordTable; readonly forecast: number | null } {
  const { shape, rowsOf, tableOf } = unconditionalRows(dictionary);
  const random = seededRandom(seed);
  const uniform = () => random.uniform();
  const records = sites.reduce((sum, { table }) => sum + table.rows, 0);
  const { settings, schedule, clippingNorm } = recipeFor(trialRecipes(records), learning);
  const gan = recordGan({ ...settings, shape, classShares: [1], blur: schedule.smoothing.blur, clippingNorm, uniform });
  const forecast = train(gan, { sites: sites.map(({ table }) => rowsOf(table)), classes: shape.classes, learning, schedule, clippingNorm, uniform });
  return { network: tableOf(gan.draw(new Array<number>(SYNTHETIC).fill(0)), uniform), forecast };
}

/** What the product makes of tables under the same guarantee, with the full noise of every site; null where there is none. */
function tablesOf({ dictionary, sites }: SimulatedSites, learning: Learning, seed: number): RecordTable | null {
  if (learning.kind !== 'noised') return null;
  const released = releasedTables({ dictionary, guarantee: learning.guarantee, trust: 'local', sites, seed, setting: 'moments', force: true });
  return generatedRecords(released, SYNTHETIC)('records').synthetic;
}

function scoresOf({ dictionary, train: real, test }: SimulatedSites): (synthetic: RecordTable, name: string) => Scores {
  const held = first(test, CLASSIFIED);
  return (synthetic, name) => {
    const { tv1, tv2, corr, ruleViolations } = fidelity({ synthetic, real, dictionary });
    const { auroc } = trainSyntheticTestReal({ train: first(synthetic, CLASSIFIED), test: held, dictionary, seed: 0 });
    const brokenRules = ruleViolations / synthetic.rows;
    return Object.fromEntries(Object.entries({ auroc, tv1, tv2, corr, brokenRules }).map(([score, value]) => [`${name} ${score}`, value]));
  };
}

function first({ rows, columns }: RecordTable, most: number): RecordTable {
  const count = Math.min(rows, most);
  return { rows: count, columns: columns.map((values) => values.subarray(0, count)) };
}
