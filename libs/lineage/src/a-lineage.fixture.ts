import { canonicalJson, envelopeSha256, identityFromSeed, seal, sha256Hex, type Identity } from '@commonward/envelope';
import { parseDictionary, type RecordTable } from '@commonward/schema';
import { parsePlan, planBlocks, planLength, planPairs, type PairsPlan, type TablePlan } from '@commonward/synthesis/plan';
import { text } from './files.js';
import type { PlainLineage, SiteAnswer } from './lineage.js';
import { trainedReplay } from './a-replay.fixture.js';
import type { TrainedFiles } from './report/generator-report.js';

export const dictionary = parseDictionary({
  file: 'dictionary.json',
  text: JSON.stringify({
    name: 'clinic',
    kind: 'table',
    unit: 'patient',
    public: true,
    target: 'ill',
    publicCohortSize: { north: 400, south: 300 },
    columns: [
      { name: 'age', type: 'numeric', min: 20, max: 90, bins: [20, 40, 60, 90], integer: true, missing: [] },
      { name: 'sex', type: 'categorical', categories: ['f', 'm'], missing: [], other: false },
      { name: 'mark', type: 'numeric', min: 0, max: 10, bins: [0, 5, 10], missing: ['', '?'] },
      { name: 'ill', type: 'categorical', categories: ['no', 'yes'], missing: [] },
    ],
  }),
});

export const identity = (fill: number): Identity => identityFromSeed(new Uint8Array(32).fill(fill));
export const coordinator = identity(1);
const sites: Readonly<Record<string, Identity>> = { north: identity(2), south: identity(3) };

const aPlan = (): PairsPlan => {
  const planned = planPairs({
    study: 'study-1',
    dictionary,
    guarantee: { epsilon: 2, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' },
    trust: 'local',
    aggregation: 'plain',
    sites: ['north', 'south'],
    seed: '5'.repeat(64),
  });
  if (planned.kind === 'refused') throw new Error(planned.reason);
  return planned.plan;
};

/** Integers that could be a site's release of 300 patients, spread evenly; what they say about anyone does not matter to a lineage. */
function aPayload(plan: PairsPlan, start: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 * planLength(plan)));
  for (const { start: first, shape } of planBlocks(plan).flatMap(({ tables }) => tables)) {
    const cells = shape.reduce((product, size) => product * size, 1);
    for (let i = first; i < first + cells; i++) view.setInt32(4 * i, Math.round((300 * plan.grid) / cells) + ((start + i * 7919) % 41) - 20, true);
  }
  return new Uint8Array(view.buffer);
}

/** A complete, consistent lineage of two sites. */
export const aLineage = (changes: Partial<PlainLineage['description']> = {}): PlainLineage => lineageOf(aPlan(), changes);

/** @param plan of the sites north and south */
export const lineageOf = (plan: PairsPlan, changes: Partial<PlainLineage['description']>): PlainLineage => lineageWith(plan, { changes, payloadOf: (_site, k) => aPayload(plan, 100 * k) });

interface Releases {
  readonly changes: Partial<PlainLineage['description']>;
  readonly payloadOf: (site: string, k: number) => Uint8Array;
}

/** @param plan of the sites north and south */
export function lineageWith(plan: TablePlan, { changes, payloadOf }: Releases): PlainLineage {
  const payload = new TextEncoder().encode(canonicalJson(plan));
  const planSha256 = sha256Hex(payload);
  const common = { consortium: 'Test', study: plan.study, round: 1 };
  const offer = seal({ kind: 'offer', ...common, signer: coordinator.publicKey, planSha256 }, payload, coordinator);
  const answers = Object.entries(sites).map(([site, key], k): SiteAnswer => {
    const ledger = { seq: 3, head: sha256Hex(site) };
    const release = seal(
      {
        kind: 'release',
        ...common,
        signer: key.publicKey,
        site,
        planSha256,
        offerSha256: envelopeSha256(offer),
        length: planLength(plan),
        ledger,
        budget: { spentRhoUnits: 1e11, capRhoUnits: 5e11 },
      },
      payloadOf(site, k),
      key,
    );
    const receipt = seal(
      { kind: 'receipt', ...common, signer: coordinator.publicKey, site, envelopeSha256: envelopeSha256(release), ledger },
      new Uint8Array(),
      coordinator,
    );
    return { site, release, receipt };
  });
  const siteKeys = Object.fromEntries(Object.entries(sites).map(([site, { publicKey }]) => [site, publicKey]));
  return {
    aggregation: 'plain',
    description: {
      format: 'commonward/export/1',
      id: 'export-1',
      study: plan.study,
      studyName: 'Clinic',
      consortium: 'Test',
      coordinatorKey: coordinator.publicKey,
      siteKeys,
      rows: 200,
      conditions: [],
      purpose: 'test',
      requestedAt: '2026-01-01T00:00:00.000Z',
      software: 'commonward test',
      ...changes,
    },
    offer,
    answers,
    report: null,
    later: [],
  };
}

/** The plan and the generator of a lineage, as an export holds them. */
export function trainedFiles({ offer, answers }: PlainLineage): TrainedFiles {
  const plan = text(offer.payload);
  return { plan, generator: trainedReplay({ plan: parsePlan(plan), given: { kind: 'releases', payloads: answers.map(({ site, release }) => ({ site, payload: release.payload })) } }).bytes };
}

/** Public records of the dictionary: older patients are ill more often. */
export function aCohort(rows: number): RecordTable {
  const row = Float64Array.from({ length: rows }, (_, k) => k);
  const columns = [row.map((k) => 20 + ((k * 37) % 71)), row.map((k) => k % 2), row.map((k) => (k % 7 === 0 ? NaN : k % 11)), row.map((k) => Number((k * 37) % 71 > 30 + ((k * 5) % 13)))];
  return { rows, columns };
}
