import { AggregationError } from '../aggregation-error.js';
import { recoverSecrets, remainingMasks } from '../coordinator/recover.js';
import { vectorSha256 } from '../frames/frames.js';
import { addWords, applyMasks, inverseMasks, type Masks } from '../masks/masks.js';
import { sameBytes } from '../primitives/derive.js';
import type { Primitives } from '../primitives/primitives.js';
import { checkSigned } from './check-signed.js';
import { encodeTranscript, withDeciding, type Transcript } from './transcript.js';

/** A survivor's masked vector, as it was sent. */
export interface MaskedVector {
  /** Place in the roster. */
  readonly site: number;
  readonly words: Uint32Array;
}

export interface Audit {
  readonly primitives: Primitives;
  /** As published: `publishedTranscript`. */
  readonly transcript: Transcript;
  /** Of exactly the survivors, ascending by site. */
  readonly vectors: readonly MaskedVector[];
}

export interface AuditedSum {
  /** Places in the roster, ascending. */
  readonly survivors: readonly number[];
  /** The sum of the survivors' vectors, modulo 2^32. */
  readonly sum: Uint32Array;
}

/**
 * The sum of a masked round, for somebody who took no part in it and trusts nobody who did.
 *
 * Guarantee: a sum that is given is that of the vectors which the survivors masked under the signed roll, if the digests of the
 * masked vectors are theirs: every byte of transcript and vectors is held by a signature, a digest, or a secret that its owner
 * advertised (of a revealed X25519 key, by the bits that X25519 looks at). Not shown: that a vector is honest. The caller compares the terms of the
 * agreement with the plan's, and the digests with what each site has signed of its own.
 * @throws AggregationError in one sentence that names what does not hold
 */
export function auditTranscript({ primitives, transcript, vectors }: Audit): AuditedSum {
  checkSigned(primitives, transcript);
  checkVectors(transcript, vectors);
  const secrets = recoverSecrets(primitives, transcript);
  if (!sameBytes(encodeTranscript(withDeciding(transcript, secrets)), encodeTranscript(transcript))) {
    throw new AggregationError('format', 'The transcript holds boxes or shares that do not decide the sum.');
  }
  const survivors = transcript.inputs.map(({ site }) => site);
  return { survivors, sum: sumOf({ length: transcript.agreement.length, vectors, masks: remainingMasks(primitives, transcript, secrets) }) };
}

function checkVectors({ agreement, inputs }: Transcript, vectors: readonly MaskedVector[]): void {
  const odd = vectors.find(({ site }, k) => site !== inputs[k]?.site);
  if (odd !== undefined) throw new AggregationError('members', `There is a masked vector of ${agreement.roster[odd.site]?.site ?? `site ${odd.site}`}, which does not stand here among the survivors.`);
  if (vectors.length < inputs.length) throw new AggregationError('members', `The masked vector of ${agreement.roster[inputs[vectors.length].site].site}, a survivor, is missing.`);
  vectors.forEach(({ site, words }, k) => {
    const { site: name } = agreement.roster[site];
    if (words.length !== agreement.length) throw new AggregationError('format', `The masked vector of ${name} has ${words.length} integers, not ${agreement.length}.`);
    if (!sameBytes(vectorSha256(words), inputs[k].maskedSha256)) throw new AggregationError('format', `The masked vector of ${name} is not that of the transcript.`);
  });
}

function sumOf({ length, vectors, masks }: { readonly length: number; readonly vectors: readonly MaskedVector[]; readonly masks: Masks }): Uint32Array {
  const sum = new Uint32Array(length);
  for (const { words } of vectors) addWords(sum, words);
  applyMasks(inverseMasks(masks), { offset: 0, words: sum });
  return sum;
}
