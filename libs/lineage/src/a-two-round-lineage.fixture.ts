import { canonicalJson, envelopeSha256, seal, sha256Hex } from '@commonward/envelope';
import { planLength, releasedBlocks, type GradientsPlan, type ReleasedBlock, type ScoresPlan, type SpectrumPlan } from '@commonward/synthesis/plan';
import { coordinator, identity } from './a-lineage.fixture.js';
import type { LineageRound, PlainLineage } from './lineage.js';
import { replayStudy } from './replay.js';

export const TWO_SITES = ['east', 'north'];
const keys = new Map(TWO_SITES.map((site, k) => [site, identity(2 + k)]));

type Plan = SpectrumPlan | ScoresPlan | GradientsPlan;
type PlainRound = Extract<LineageRound, { aggregation: 'plain' }>;

/** A study of two plain rounds, of images, of days, or of one step of a network, by two sites. */
export interface TwoRounds<P extends Plan> {
  readonly plan: P;
  /** What every number of a block is about, in records; the releases of the sites differ a little, and no two numbers are alike. */
  readonly level: (block: ReleasedBlock) => number;
}

export interface LineageChanges<P extends Plan> {
  readonly conditions?: PlainLineage['description']['conditions'];
  /** What the coordinator makes of the second plan before it offers it. */
  readonly second?: (plan: P) => P;
}

/** What the sums say about anyone does not matter to a lineage. */
export function aTwoRoundLineage<P extends Plan>(study: TwoRounds<P>, { conditions = [], second = (next) => next }: LineageChanges<P> = {}): PlainLineage {
  const { plan } = study;
  const first = aRound(study, plan, 1);
  const siteKeys = Object.fromEntries([...keys].map(([site, key]) => [site, key.publicKey]));
  const description = { format: 'commonward/export/1' as const, id: 'export-1', study: plan.study, studyName: 'Two rounds', consortium: 'Test', coordinatorKey: coordinator.publicKey, siteKeys, rows: 21, conditions, purpose: 'test', requestedAt: '2026-01-01T00:00:00.000Z', software: 'commonward test' };
  return { description, report: null, ...first, later: [aRound(study, second(secondPlan(plan, first)), 2)] };
}

function aRound<P extends Plan>({ level }: TwoRounds<P>, plan: P, round: number): PlainRound {
  const payload = new TextEncoder().encode(canonicalJson(plan));
  const common = { consortium: 'Test', study: plan.study, round };
  const planSha256 = sha256Hex(payload);
  const offer = seal({ kind: 'offer', ...common, signer: coordinator.publicKey, planSha256 }, payload, coordinator);
  const answers = [...keys].map(([site, key], k) => {
    const ledger = { seq: 3 * round, head: sha256Hex(site) };
    const budget = { spentRhoUnits: 1e9, capRhoUnits: 5e11 };
    const release = seal({ kind: 'release', ...common, signer: key.publicKey, site, planSha256, offerSha256: envelopeSha256(offer), length: planLength(plan), ledger, budget }, aPayload(plan, level, k), key);
    return { site, release, receipt: seal({ kind: 'receipt', ...common, signer: coordinator.publicKey, site, envelopeSha256: envelopeSha256(release), ledger }, new Uint8Array(), coordinator) };
  });
  return { aggregation: 'plain', offer, answers };
}

function aPayload(plan: Plan, level: TwoRounds<Plan>['level'], site: number): Uint8Array {
  const numbers = releasedBlocks(plan).flatMap((block) => Array.from({ length: block.length }, (_, i) => Math.round(level(block) * plan.grid) + ((100 * site + i * 7919) % 41)));
  const view = new DataView(new ArrayBuffer(4 * numbers.length));
  numbers.forEach((value, at) => view.setInt32(4 * at, value, true));
  return new Uint8Array(view.buffer);
}

function secondPlan<P extends Plan>(plan: P, { answers }: PlainRound): P {
  const outcome = replayStudy([{ plan, given: { kind: 'releases', payloads: answers.map(({ site, release }) => ({ site, payload: release.payload })) } }]);
  if (outcome.kind !== 'next round' || outcome.plan.encoding !== plan.encoding) throw new Error('A second round was expected.');
  return outcome.plan as P;
}
