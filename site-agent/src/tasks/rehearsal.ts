import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Guarantee } from '@commonward/accounting';
import { canonicalJson, identityFromSeed, seal, sha256Hex, type Envelope, type Identity } from '@commonward/envelope';
import { systemRandom } from '@commonward/privacy';
import type { AnyDictionary } from '@commonward/schema';
import { planStudy, type TrainingPlan } from '@commonward/synthesis/plan';
import { openLedger } from '../ledger/ledger.js';
import { nodeDisk } from '../ledger/node-disk.js';
import { nodeProcesses } from '../ledger/process-table.js';
import type { Operator } from '../operator/operator.js';
import { OperatorError } from '../operator-error.js';
import type { SiteRecords } from '../records/record-source.js';
import { noNetworks } from '../training/networks.js';
import { answerOffer } from './answer-offer.js';

const SITE = 'rehearsal';
const CONSORTIUM = 'rehearsal';

export interface Rehearsal {
  readonly records: SiteRecords;
  readonly dictionary: AnyDictionary;
  readonly guarantee: Guarantee;
}

/**
 * Answers an offer as a round would, from the debit to the sealed release, with a ledger and keys of its own that are gone
 * afterwards: this site's budget is not touched, and nothing leaves.
 * @returns the bytes of the release, which are a public number
 * @throws OperatorError if the records cannot be read, or such a study would be refused
 */
export function rehearse({ records, dictionary, guarantee }: Rehearsal): number {
  const [coordinator, identity] = [anIdentity(), anIdentity()];
  const policy = { epsilonCap: guarantee.epsilon, deltaMax: guarantee.delta, unit: guarantee.unit, adjacency: guarantee.adjacency };
  const folder = mkdtempSync(join(tmpdir(), 'commonward-rehearsal-'));
  const ledger = openLedger({ dir: join(folder, 'ledger'), identity, site: SITE, policy, clock: () => new Date() }, { disk: nodeDisk, processes: nodeProcesses });
  try {
    const desk = { sender: { site: SITE, consortium: CONSORTIUM, identity }, coordinatorKey: coordinator.publicKey, dictionary, policy, ledger, records, random: systemRandom, networks: noNetworks, operator: nobody };
    const answer = answerOffer(desk, offerOf(aPlan(dictionary, guarantee), coordinator));
    if (answer.kind !== 'sealed') throw new OperatorError(`This site would refuse such a study (${answer.kind === 'refusal' ? answer.reason : answer.kind}); give another epsilon or delta.`);
    return answer.sealed.payload.length;
  } finally {
    ledger.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** No operator has said anything of a study that does not exist. */
const nobody: Operator = { isPaused: () => false, orders: () => [], taken: () => undefined, approvesRoster: () => false, changed: () => Promise.resolve() };

const anIdentity = (): Identity => identityFromSeed(new Uint8Array(randomBytes(32)));

function aPlan(dictionary: AnyDictionary, guarantee: Guarantee): TrainingPlan {
  const planning = planStudy({ study: SITE, dictionary, guarantee, trust: 'local', aggregation: 'plain', setting: 'moments', allocation: 'usual', tuning: 'none', steps: null, clipping: 'whole', sites: [SITE], seed: '0'.repeat(64) });
  if (planning.kind === 'refused') throw new OperatorError(`Such a study would not be started: ${planning.reason}`);
  return planning.plan;
}

function offerOf(plan: TrainingPlan, coordinator: Identity): Envelope {
  const payload = new TextEncoder().encode(canonicalJson(plan));
  const statement = { kind: 'offer', consortium: CONSORTIUM, signer: coordinator.publicKey, study: plan.study, round: 1, planSha256: sha256Hex(payload) } as const;
  return seal(statement, payload, coordinator);
}
