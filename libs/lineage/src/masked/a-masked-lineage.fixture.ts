import { canonicalJson, envelopeSha256, seal, sha256Hex, type Envelope } from '@commonward/envelope';
import { agreementFor, encodeCoordinatorState, vectorSha256, type Agreement, type CoordinatorState } from '@commonward/secure-aggregation';
import { isOfferedSum, planBlocks, planLength, planPairs, withIdentityKeys, type OfferedSum, type PairsPlan, type Trust } from '@commonward/synthesis/plan';
import type { DataDictionary } from '@commonward/schema';
import { COORDINATOR, nameOf, Rehearsal, siteIdentity, type Absent } from '../../../secure-aggregation/src/a-round.fixture.js';
import { dictionary } from '../a-lineage.fixture.js';
import type { ExportDescription } from '../export-description.js';
import type { MaskedLineage } from '../lineage.js';
import { publishedTranscriptOf, type SiteContribution } from './masked-files.js';

export const SITES = [0, 1, 2, 3].map(nameOf);
export const consortiumKey = COORDINATOR;

export interface MaskedStudy {
  readonly trust: Trust;
  readonly dictionary: DataDictionary;
  /** What each site has noised, by its place. */
  readonly vectors: (plan: OfferedSum<PairsPlan>) => readonly Uint32Array[];
  readonly attempt: number;
  readonly absent: Absent;
  /** Terms that the sites agreed on and that are not the plan's. */
  readonly terms: Partial<Agreement>;
}

/** Four sites, of which the last shares its secrets and then sends nothing; the second attempt. */
export const usual: MaskedStudy = { trust: 'local', dictionary, vectors: evenVectors, attempt: 1, absent: { masking: [3] }, terms: {} };

export interface RehearsedStudy {
  readonly plan: OfferedSum<PairsPlan>;
  readonly rehearsal: Rehearsal;
  /** The coordinator's state before the event `closed`. */
  readonly state: CoordinatorState;
  readonly lineage: MaskedLineage;
}

/** A masked study as the library's own machines play it, and the lineage that its coordinator makes. */
export function aMaskedStudy(changes: Partial<MaskedStudy> = {}): RehearsedStudy {
  const study = { ...usual, ...changes };
  const plan = planFor(study);
  const payload = new TextEncoder().encode(canonicalJson(plan));
  const planSha256 = sha256Hex(payload);
  const offer = seal({ kind: 'offer', ...signedBy(COORDINATOR.publicKey, plan), planSha256 }, payload, COORDINATOR);
  const agreement = agreementFor(plan, { study: plan.study, round: 1, attempt: study.attempt, planSha256, coordinatorKey: COORDINATOR.publicKey, length: planLength(plan) });
  const rehearsal = new Rehearsal({ agreement: { ...agreement, ...study.terms }, seed: 'a masked study', vectors: study.vectors(plan) });
  const gone = Object.values(study.absent).flat();
  for (const { to, message } of rehearsal.upTo('revealing', study.absent)) if (!gone.includes(to)) rehearsal.hear(to, rehearsal.tell(to, message));
  const state = rehearsal.coordinator;
  const transcript = publishedTranscriptOf(encodeCoordinatorState(state));
  const parts = transcript.inputs.map(({ site }) => contributionOf(site, { plan, offer, rehearsal }));
  return { plan, rehearsal, state, lineage: { aggregation: 'masked', description: description(plan), offer, report: null, later: [], round: { transcript, parts } } };
}

export interface Played {
  readonly plan: OfferedSum<PairsPlan>;
  readonly offer: Envelope;
  readonly rehearsal: Rehearsal;
}

/** What a site signs of its part, what the coordinator countersigns, and the vector as it was sent. */
export function contributionOf(place: number, { plan, offer, rehearsal }: Played, changes: object = {}): SiteContribution {
  const words = rehearsal.masked.get(place) ?? new Uint32Array(planLength(plan));
  const site = nameOf(place);
  const ledger = { seq: 3, head: sha256Hex(site) };
  const statement = {
    kind: 'contribution' as const,
    ...signedBy(siteIdentity(place).publicKey, plan),
    site,
    planSha256: sha256Hex(offer.payload),
    offerSha256: envelopeSha256(offer),
    attempt: rehearsal.agreement.attempt,
    commitment: Buffer.from(rehearsal.commitment(place)).toString('hex'),
    maskedSha256: Buffer.from(vectorSha256(words)).toString('hex'),
    length: planLength(plan),
    ledger,
    budget: { spentRhoUnits: 1e11, capRhoUnits: 5e11 },
  };
  const contribution = seal({ ...statement, ...changes }, new Uint8Array(), siteIdentity(place));
  const receipt = seal({ kind: 'receipt', ...signedBy(COORDINATOR.publicKey, plan), site, envelopeSha256: envelopeSha256(contribution), ledger }, new Uint8Array(), COORDINATOR);
  return { site, contribution, receipt, masked: new Uint8Array(words.slice().buffer) };
}

const signedBy = (signer: string, { study }: OfferedSum<PairsPlan>) => ({ consortium: 'Test', study, round: 1, signer });

function planFor({ trust, dictionary: columns }: MaskedStudy): OfferedSum<PairsPlan> {
  const guarantee = { epsilon: 2, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' } as const;
  const planned = planPairs({ study: 'study-1', dictionary: columns, guarantee, trust, aggregation: 'masked', sites: SITES, seed: '5'.repeat(64) });
  if (planned.kind === 'refused') throw new Error(planned.reason);
  const plan = withIdentityKeys(planned.plan, new Map(SITES.map((site, place) => [site, siteIdentity(place).publicKey])));
  if (!isOfferedSum(plan)) throw new Error('The plan has no keys.');
  return plan;
}

function description(plan: OfferedSum<PairsPlan>): ExportDescription {
  return {
    format: 'commonward/export/1',
    id: 'export-1',
    study: plan.study,
    studyName: 'Clinic',
    consortium: 'Test',
    coordinatorKey: COORDINATOR.publicKey,
    siteKeys: plan.identityKeys,
    rows: 200,
    conditions: [],
    purpose: 'test',
    requestedAt: '2026-01-01T00:00:00.000Z',
    software: 'commonward test',
  };
}

/** Integers that could be the counts of 300 patients at each site, spread evenly; what they say about anyone does not matter here. */
function evenVectors(plan: OfferedSum<PairsPlan>): readonly Uint32Array[] {
  return SITES.map((_, site) => {
    const counts = new Int32Array(planLength(plan));
    for (const { start, shape } of planBlocks(plan).flatMap(({ tables }) => tables)) {
      const cells = shape.reduce((product, size) => product * size, 1);
      for (let i = start; i < start + cells; i += 1) counts[i] = Math.round((300 * plan.grid) / cells) + ((100 * site + i * 7919) % 41) - 20;
    }
    return new Uint32Array(counts.buffer);
  });
}
