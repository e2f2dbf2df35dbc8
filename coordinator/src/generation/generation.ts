import { envelopeFromBytes, sha256Hex } from '@commonward/envelope';
import { fidelitySample, replayFrom, sumOfMasked, sumOfReleases, type RoundSum } from '@commonward/lineage';
import { applyMasks, FRAME_WORDS, inverseMasks } from '@commonward/secure-aggregation';
import type { Masks } from '@commonward/secure-aggregation';
import type { LeftOut } from '@commonward/synthesis/coordinator';
import { parsePlan, planLength, type TrainingPlan } from '@commonward/synthesis/plan';
import { fidelityOf, type Fidelity } from '../fidelity/fidelity.js';

/** The plan of one round, and what the coordinator has of the sites' releases. */
export interface GenerationInput {
  readonly plan: string;
  readonly contributions:
    /** Envelopes, as stored. */
    | { readonly kind: 'releases'; readonly releases: readonly { readonly site: string; readonly envelope: Uint8Array }[] }
    /** The sum of these sites' masked vectors in frames, and the masks that are left in it. */
    | { readonly kind: 'masked sum'; readonly chunks: readonly Uint32Array[]; readonly masks: Masks; readonly sites: readonly string[] };
}

export interface GenerationResult {
  readonly generator: Uint8Array;
  readonly sha256: string;
  readonly recordsEstimated: number;
  readonly leftOut: readonly LeftOut[];
  readonly fidelity: Fidelity;
}

/**
 * Trains the generator against the aggregated releases. Post-processing: the same input gives the same bytes.
 * @param summed is told when the sum of the round is known, and the training begins
 */
export function generate({ plan: planText, contributions }: GenerationInput, summed: () => void): GenerationResult {
  const plan = parsePlan(planText);
  const sum = sumOf(plan, contributions);
  summed();
  const replay = replayFrom(plan, sum);
  return {
    generator: replay.bytes,
    sha256: sha256Hex(replay.bytes),
    recordsEstimated: replay.signal.records,
    leftOut: replay.leftOut,
    fidelity: fidelityOf({ encoded: fidelitySample(replay, plan), signal: replay.signal, plan, sites: replay.sites }),
  };
}

function sumOf(plan: TrainingPlan, contributions: GenerationInput['contributions']): RoundSum {
  switch (contributions.kind) {
    case 'releases':
      return sumOfReleases(
        plan,
        contributions.releases.map(({ site, envelope }) => ({ site, payload: envelopeFromBytes(envelope).payload })),
      );
    case 'masked sum':
      return sumOfMasked(plan, { residues: unmasked(contributions, planLength(plan)), sites: contributions.sites });
    default:
      return contributions satisfies never;
  }
}

/** The sum of the sites' vectors modulo 2^32: what is left of their masked sum without its masks. */
function unmasked({ chunks, masks }: Extract<GenerationInput['contributions'], { kind: 'masked sum' }>, length: number): Uint32Array {
  const residues = new Uint32Array(length);
  chunks.forEach((words, index) => {
    applyMasks(inverseMasks(masks), { offset: index * FRAME_WORDS, words });
    residues.set(words, index * FRAME_WORDS);
  });
  return residues;
}
