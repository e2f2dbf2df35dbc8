import { addWords } from '@commonward/secure-aggregation';
import { Inject, Injectable } from '@nestjs/common';
import type { MaskedEvidence } from '../aggregation/masked-sums.js';
import type { Fidelity } from '../fidelity/fidelity.js';
import { releasesOf, type Round } from '../rounds/round.js';
import { BLOBS, type BlobStore } from '../storage/blobs.js';
import type { Study, TrainedGenerator } from '../studies/study.js';
import type { GenerationInput } from './generation.js';
import { generateOffThread, type Watch } from './off-thread.js';

/** Turns a complete round into a generator; its parameters are a checkpoint in the blob store, under their hash. */
@Injectable()
export class GenerationService {
  readonly #blobs: BlobStore;

  constructor(@Inject(BLOBS) blobs: BlobStore) {
    this.#blobs = blobs;
  }

  /** @param evidence of a masked round, whose releases nobody has; null otherwise */
  async train(study: Study, round: Round, evidence: MaskedEvidence | null, watch: Watch): Promise<{ generator: TrainedGenerator; fidelity: Fidelity }> {
    const started = performance.now();
    const contributions = evidence === null ? await this.#releases(round) : await this.#sum(evidence);
    const result = await generateOffThread({ plan: await this.#text(study.planSha256), contributions }, watch);
    await this.#blobs.put(result.generator);
    const { sha256, recordsEstimated, leftOut, fidelity } = result;
    const seconds = (performance.now() - started) / 1000;
    return { generator: { sha256, trainedAt: new Date().toISOString(), recordsEstimated, leftOut, seconds }, fidelity };
  }

  async #releases(round: Round): Promise<GenerationInput['contributions']> {
    const releases = releasesOf(round).map(async ({ site, release }) => ({ site, envelope: await this.#blobs.get(release.blob) }));
    return { kind: 'releases', releases: await Promise.all(releases) };
  }

  /** The vectors are added frame by frame: no more of them is in memory than one frame and the sum, which is masked still. */
  async #sum({ vectors, masks }: MaskedEvidence): Promise<GenerationInput['contributions']> {
    const [{ frames }] = vectors;
    const chunks: Uint32Array[] = [];
    for (const index of frames.keys()) {
      const chunk = wordsOf(await this.#blobs.get(frames[index]));
      for (const other of vectors.slice(1)) addWords(chunk, wordsOf(await this.#blobs.get(other.frames[index])));
      chunks.push(chunk);
    }
    return { kind: 'masked sum', chunks, masks, sites: vectors.map(({ site }) => site) };
  }

  async #text(blob: string): Promise<string> {
    return new TextDecoder().decode(await this.#blobs.get(blob));
  }
}

/** A copy, at a place in memory where integers can stand. */
const wordsOf = (bytes: Uint8Array): Uint32Array => new Uint32Array(bytes.slice().buffer);
