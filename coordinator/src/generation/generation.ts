import { envelopeFromBytes, sha256Hex } from '@commonward/envelope';
import type { PrivateUtility } from '@commonward/evaluation/private';
import { continueStudy, fidelitySample, replayStudy, type Replay, type RoundGiven, type Underway } from '@commonward/lineage';
import { applyMasks, FRAME_WORDS, inverseMasks } from '@commonward/secure-aggregation';
import type { Masks } from '@commonward/secure-aggregation';
import type { LeftOut } from '@commonward/synthesis/coordinator';
import { parsePlan, planLength, type TrainingPlan } from '@commonward/synthesis/plan';
import { fidelityOf, type Fidelity } from '../fidelity/fidelity.js';

/** The plan of one round, and what the coordinator has of the sites' releases. */
export interface GenerationRound {
  readonly plan: string;
  readonly contributions:
    /** Envelopes, as stored. */
    | { readonly kind: 'releases'; readonly releases: readonly { readonly site: string; readonly envelope: Uint8Array }[] }
    /** The sum of these sites' masked vectors in frames, and the masks that are left in it. */
    | { readonly kind: 'masked sum'; readonly chunks: readonly Uint32Array[]; readonly masks: Masks; readonly sites: readonly string[] };
}

/** The rounds of a study in their order: all so far, or those after the ones that a training of many rounds knows. */
export interface GenerationInput {
  readonly far: Underway | null;
  readonly rounds: readonly GenerationRound[];
}

export type GenerationResult =
  | { readonly kind: 'next round'; readonly plan: TrainingPlan; readonly far: Underway | null }
  | { readonly kind: 'evaluated'; readonly utility: PrivateUtility; readonly leftOut: readonly LeftOut[] }
  | {
      readonly kind: 'trained';
      readonly generator: Uint8Array;
      readonly sha256: string;
      readonly recordsEstimated: number;
      readonly leftOut: readonly LeftOut[];
      /** Of released tables; null otherwise. */
      readonly fidelity: Fidelity | null;
    };

/**
 * Trains the generator against the aggregated releases, plans the round that is still needed, or says what an evaluation has found. Post-processing: the same input gives the same bytes.
 * @param summed is told when the sums of all rounds are known, and the training begins
 */
export function generate({ far, rounds }: GenerationInput, summed: () => void): GenerationResult {
  const [first, ...later] = rounds.map(givenIn);
  const outcome = far === null ? replayStudy([first, ...later], summed) : continueStudy(far, [first, ...later], summed);
  if (outcome.kind === 'next round') return outcome;
  if (outcome.kind === 'evaluated') return { kind: 'evaluated', utility: outcome.evaluation.utility, leftOut: outcome.evaluation.leftOut };
  const { replay } = outcome;
  const { bytes, recordsEstimated, leftOut } = replay;
  return { kind: 'trained', generator: bytes, sha256: sha256Hex(bytes), recordsEstimated, leftOut, fidelity: fidelityIn(replay) };
}

function fidelityIn(replay: Replay): Fidelity | null {
  switch (replay.encoding) {
    case 'pairs':
      return fidelityOf({ ...replay, encoded: fidelitySample(replay) });
    case 'spectrum':
    case 'scores':
    case 'gradients':
      return null;
    default:
      return replay satisfies never;
  }
}

function givenIn({ plan: text, contributions }: GenerationRound): RoundGiven {
  const plan = parsePlan(text);
  switch (contributions.kind) {
    case 'releases':
      return { plan, given: { kind: 'releases', payloads: contributions.releases.map(({ site, envelope }) => ({ site, payload: envelopeFromBytes(envelope).payload })) } };
    case 'masked sum':
      return { plan, given: { kind: 'sum', residues: unmasked(contributions, planLength(plan)), sites: contributions.sites } };
    default:
      return contributions satisfies never;
  }
}

/** The sum of the sites' vectors modulo 2^32: what is left of their masked sum without its masks. */
function unmasked({ chunks, masks }: Extract<GenerationRound['contributions'], { kind: 'masked sum' }>, length: number): Uint32Array {
  const residues = new Uint32Array(length);
  chunks.forEach((words, index) => {
    applyMasks(inverseMasks(masks), { offset: index * FRAME_WORDS, words });
    residues.set(words, index * FRAME_WORDS);
  });
  return residues;
}
