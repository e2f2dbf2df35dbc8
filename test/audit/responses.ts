import { boundedCodes, randomisedResponse, Sensitive } from '@commonward/privacy';

import { seededRandom } from '../../libs/privacy/src/random.fixture.js';
import type { Audited } from './audited.js';
import { claimedEpsilon } from './claim.js';
import { epsilonSeen, fairCoins } from './one-run.js';

const CANARIES = 1000;
const DELTA = 1e-7;
const CATEGORIES = 4;
const SIDES = 2 ** 32;

/**
 * Randomised response on every column of every record. Records are replaced and not removed: a canary's coin decides which of
 * two records it is.
 * @param epsilon of a record, shared equally by its columns
 */
export function auditResponses(seed: string, { columns, epsilon }: { columns: number; epsilon: number }): Audited {
  const included = fairCoins(CANARIES, seededRandom(`${seed}: coins`));
  const random = seededRandom(`${seed}: noise`);
  const replaced = Math.ceil((SIDES * CATEGORIES) / (CATEGORIES + Math.expm1(epsilon / columns)));
  const codes = boundedCodes({ records: Sensitive.of(included), categories: CATEGORIES, codeOf: (isIn) => (isIn ? 1 : 0), adjacency: 'replace-one' });
  const releases = Array.from({ length: columns }, () => randomisedResponse(codes, { replaced, outOf: SIDES, random }));
  const answers = releases.map(({ value }) => value);
  const scores = included.map((_, canary) => answers.reduce((sum, column) => sum + evidence(column[canary]), 0));
  return {
    claimed: claimedEpsilon(releases.map(({ event }) => event), { adjacency: 'replace-one', delta: DELTA }),
    seen: epsilonSeen({ included, attacks: [scores], guessedIn: 100, guessedOut: 100, delta: DELTA }),
  };
}

/** Categories that neither record has speak for neither. */
function evidence(code: number): -1 | 0 | 1 {
  if (code > 1) return 0;
  return code === 1 ? 1 : -1;
}
