import { discreteGaussian, Sensitive } from '@commonward/privacy';
import { parseDictionary } from '@commonward/schema';
import { planBlocks, planPairs } from '@commonward/synthesis/plan';
import { boundPairs, releaseVariances } from '@commonward/synthesis/site';

import { seededRandom } from '../../libs/privacy/src/random.fixture.js';
import type { Audited } from './audited.js';
import { claimedEpsilon } from './claim.js';
import { epsilonSeen, fairCoins } from './one-run.js';

const CANARIES = 1000;
const SIDE = 32;

/** Two columns say where a canary stands in a square, the third which of the square's broken diagonals it is on. */
const codesOf = (canary: number) => {
  const [row, column] = [Math.floor(canary / SIDE), canary % SIDE];
  return [row, column, (row + column) % SIDE];
};

/** A release of all pairs of three columns: in each of the three tables every canary has a cell of its own. */
export function auditTables(seed: string): Audited {
  const plan = aPlan();
  const included = fairCoins(CANARIES, seededRandom(`${seed}: coins`));
  const rows = included.flatMap((isIn, canary) => (isIn ? [codesOf(canary)] : []));
  const records = Sensitive.of([{ rows: rows.length, codes: Uint8Array.from(rows.flat()) }]);
  const random = seededRandom(`${seed}: noise`);
  const { value, event } = discreteGaussian(boundPairs(records, plan), { variances: releaseVariances(plan), random });
  const cells = planBlocks(plan).flatMap(({ tables, variance }) => tables.map((table) => ({ ...table, variance })));
  const scores = included.map((_, canary) => {
    const codes = codesOf(canary);
    return cells.reduce((sum, { columns: [a, b], start, variance }) => sum + value[start + codes[a] * SIDE + codes[b]] / variance, 0);
  });
  const { adjacency, delta } = plan.guarantee;
  return {
    claimed: claimedEpsilon([event], { adjacency, delta }),
    seen: epsilonSeen({ included, attacks: [scores], guessedIn: 100, guessedOut: 100, delta }),
  };
}

function aPlan() {
  const categories = Array.from({ length: SIDE }, (_, i) => String(i));
  const columns = ['row', 'column', 'diagonal'].map((name) => ({ name, type: 'categorical', categories, missing: null, other: false }));
  const text = JSON.stringify({ name: 'square', kind: 'table', unit: 'patient', target: 'row', publicCohortSize: { north: 100_000 }, rules: [], columns });
  const planning = planPairs({
    study: 'audit',
    dictionary: parseDictionary({ text, file: 'square.json' }),
    guarantee: { epsilon: 4, delta: 1e-7, unit: 'patient', adjacency: 'add-or-remove-one' },
    trust: 'local',
    aggregation: 'plain',
    sites: ['north'],
    seed: '0'.repeat(64),
  });
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
}
