import { envelopeFromJson, sha256Hex } from '@commonward/envelope';
import { fidelitySample, replayGenerator } from '@commonward/lineage';
import type { LeftOut } from '@commonward/synthesis/coordinator';
import { parsePlan } from '@commonward/synthesis/plan';
import { fidelityOf, type Fidelity } from '../fidelity/fidelity.js';

/** The plan and the release envelopes of one round, as stored. */
export interface GenerationInput {
  readonly plan: string;
  readonly releases: readonly { readonly site: string; readonly envelope: string }[];
}

export interface GenerationResult {
  readonly generator: Uint8Array;
  readonly sha256: string;
  readonly recordsEstimated: number;
  readonly leftOut: readonly LeftOut[];
  readonly fidelity: Fidelity;
}

/** Trains the generator against the aggregated releases. Post-processing: the same input gives the same bytes. */
export function generate({ plan: planText, releases }: GenerationInput): GenerationResult {
  const plan = parsePlan(planText);
  const replay = replayGenerator(
    plan,
    releases.map(({ site, envelope }) => ({ site, payload: envelopeFromJson(envelope).payload })),
  );
  return {
    generator: replay.bytes,
    sha256: sha256Hex(replay.bytes),
    recordsEstimated: replay.signal.records,
    leftOut: replay.leftOut,
    fidelity: fidelityOf({ encoded: fidelitySample(replay, plan), signal: replay.signal, plan, sites: replay.sites }),
  };
}
