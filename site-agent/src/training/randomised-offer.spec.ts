import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { rhoUnits } from '@commonward/accounting';
import { canonicalJson, identityFromSeed, readLedger, seal, sha256Hex, type Envelope } from '@commonward/envelope';
import { systemRandom } from '@commonward/privacy';
import { parseDictionary } from '@commonward/schema';
import { eventOf, planLength, planNoisyInput, type NoisyInputPlan } from '@commonward/synthesis/plan';
import { openLedger, type Ledger } from '../ledger/ledger.js';
import { nodeDisk } from '../ledger/node-disk.js';
import { nodeProcesses } from '../ledger/process-table.js';
import { AnOperator } from '../operator/an-operator.fixture.js';
import type { Policy } from '../policy/policy.js';
import { openRecords } from '../records/open-records.js';
import { answerOffer } from '../tasks/answer-offer.js';
import { noNetworks } from './networks.js';

const coordinator = identityFromSeed(new Uint8Array(32).fill(1));
const site = identityFromSeed(new Uint8Array(32).fill(2));
const policy: Policy = { epsilonCap: 5, deltaMax: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' };
const dictionary = parseDictionary({
  file: 'dictionary.json',
  text: JSON.stringify({
    name: 'ward',
    kind: 'table',
    unit: 'patient',
    target: 'ill',
    publicCohortSize: { va: 2000 },
    columns: ['sex', 'ill'].map((name) => ({ name, type: 'categorical', categories: ['0', '1'], missing: null, other: false })),
  }),
});
const csv = (rows: number) => `sex,ill\n${Array.from({ length: rows }, (_, i) => `${i % 2},${i % 3 === 0 ? 1 : 0}`).join('\n')}\n`;

function aPlan(): NoisyInputPlan {
  const planning = planNoisyInput({ study: 's', dictionary, guarantee: { epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' }, trust: 'local', aggregation: 'plain', sites: ['va'], seed: 'a'.repeat(64) });
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
}

function offerOf(plan: NoisyInputPlan): Envelope {
  const payload = new TextEncoder().encode(canonicalJson(plan));
  return seal({ kind: 'offer', consortium: 'Heart', signer: coordinator.publicKey, study: plan.study, round: 1, planSha256: sha256Hex(payload) }, payload, coordinator);
}

let folder: string;
let ledger: Ledger;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commonward-randomised-'));
  ledger = openLedger({ dir: join(folder, 'ledger'), identity: site, site: 'va', policy, clock: () => new Date('2026-01-01T00:00:00Z') }, { disk: nodeDisk, processes: nodeProcesses });
});
afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

function answerWith(rows: number) {
  const file = join(folder, 'records.csv');
  writeFileSync(file, csv(rows));
  const sender = { site: 'va', consortium: 'Heart', identity: site };
  const desk = { sender, coordinatorKey: coordinator.publicKey, dictionary, policy, ledger, records: openRecords(file, dictionary), random: systemRandom, networks: noNetworks, operator: new AnOperator() };
  const answer = answerOffer(desk, offerOf(aPlan()));
  if (answer.kind !== 'sealed') throw new Error(`The answer is ${answer.kind}.`);
  return answer.sealed.payload;
}

describe('an offer to randomise records', () => {
  it('is paid for at the cost of every column of a record, and answered with counts of randomised records', () => {
    const plan = aPlan();
    const payload = answerWith(1700);
    expect(payload).toHaveLength(4 * planLength(plan));
    expect(ledger.budget.spentRhoUnits).toBe(rhoUnits(eventOf(plan)));
    const kinds = readLedger(readFileSync(join(folder, 'ledger', 'ledger.log')), site.publicKey).entries.map(({ kind }) => kind);
    expect(kinds).toEqual(['genesis', 'policy', 'debit', 'seal']);
  });

  it('is answered with as many bytes, and the same total, whoever is in the records', () => {
    const payload = answerWith(3);
    const counts = new Int32Array(payload.buffer, payload.byteOffset, payload.length / 4);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3000);
  });
});
