import { Inject, Injectable } from '@nestjs/common';
import type { Fidelity } from '../fidelity/fidelity.js';
import { releasesOf, type Round } from '../rounds/round.js';
import { BLOBS, type BlobStore } from '../storage/blobs.js';
import type { Study, TrainedGenerator } from '../studies/study.js';
import { generateOffThread } from './off-thread.js';

/** Turns a complete round into a generator; its parameters are a checkpoint in the blob store, under their hash. */
@Injectable()
export class GenerationService {
  readonly #blobs: BlobStore;

  constructor(@Inject(BLOBS) blobs: BlobStore) {
    this.#blobs = blobs;
  }

  async train(study: Study, round: Round): Promise<{ generator: TrainedGenerator; fidelity: Fidelity }> {
    const started = performance.now();
    const text = async (blob: string) => new TextDecoder().decode(await this.#blobs.get(blob));
    const releases = await Promise.all(releasesOf(round).map(async ({ site, release }) => ({ site, envelope: await text(release.blob) })));
    const result = await generateOffThread({ plan: await text(study.planSha256), releases });
    await this.#blobs.put(result.generator);
    const { sha256, recordsEstimated, leftOut, fidelity } = result;
    const seconds = (performance.now() - started) / 1000;
    return { generator: { sha256, trainedAt: new Date().toISOString(), recordsEstimated, leftOut, seconds }, fidelity };
  }
}
