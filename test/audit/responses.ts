import { Sensitive } from '@commonward/privacy';
import { planNoisyInput } from '@commonward/synthesis/plan';
import { noisyInput } from '@commonward/synthesis/site';

import { seededRandom } from '../../libs/privacy/src/random.fixture.js';
import type { Audited } from './audited.js';
import { claimedEpsilon } from './claim.js';
import { epsilonSeen, fairCoins } from './one-run.js';

const CANARIES = 1000;
const DELTA = 1e-7;

/**
 * Randomised response on every column of every record. Records are replaced and not removed: a canary's coin decides which of
 * two records it is.
 */
export function auditResponses(seed: string, { columns, epsilon }: { columns: number; epsilon: number }): Audited {
  const included = fairCoins(CANARIES, seededRandom(`${seed}: coins`));
  const codes = Uint8Array.from(included.flatMap((isIn) => Array.from({ length: columns }, () => (isIn ? 1 : 0))));
  const plan = planNoisyInput({ sizes: new Array<number>(columns).fill(4), epsilon });
  const releases = noisyInput(Sensitive.of({ rows: CANARIES, codes }), { plan, random: seededRandom(`${seed}: noise`) });
  const answers = releases.map(({ value }) => value);
  const scores = included.map((_, canary) => answers.reduce((sum, column) => sum + evidence(column[canary]), 0));
  const events = releases.map(({ event }) => event);
  return {
    claimed: claimedEpsilon(events, { adjacency: plan.adjacency, delta: DELTA }),
    seen: epsilonSeen({ included, attacks: [scores], guessedIn: 100, guessedOut: 100, delta: DELTA }),
  };
}

/** Categories that neither record has speak for neither. */
function evidence(code: number): -1 | 0 | 1 {
  if (code > 1) return 0;
  return code === 1 ? 1 : -1;
}
