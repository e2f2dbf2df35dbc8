import type { TrainedFiles, Underway } from '@commonward/lineage';
import type { EncodedTable } from '@commonward/schema';
import { addWords } from '@commonward/secure-aggregation';
import type { AnyStudy, TrainingPlan } from '@commonward/synthesis/plan';
import { Inject, Injectable } from '@nestjs/common';
import type { MaskedEvidence } from '../aggregation/masked-sums.js';
import type { Fidelity } from '../fidelity/fidelity.js';
import { releasesOf, type Round } from '../rounds/round.js';
import type { CompleteRound } from '../rounds/rounds.service.js';
import { BLOBS, type BlobStore } from '../storage/blobs.js';
import type { Outlook } from '../studies/outlook.js';
import type { StudyEvaluation, TrainedGenerator } from '../studies/study.js';
import type { GenerationRound } from './generation.js';
import { evaluationSampleOffThread, generateOffThread, outlookOffThread, type Watch } from './off-thread.js';

/** What the rounds of a study so far come to. */
export type Learnt =
  | { readonly kind: 'next round'; readonly plan: TrainingPlan }
  | { readonly kind: 'trained'; readonly generator: TrainedGenerator; readonly fidelity: Fidelity | null }
  | { readonly kind: 'evaluated'; readonly evaluation: StudyEvaluation };

/** Turns complete rounds into a generator; its parameters are a checkpoint in the blob store, under their hash. */
@Injectable()
export class GenerationService {
  readonly #blobs: BlobStore;
  /** By study: how far a training of many rounds has come. It follows from the rounds, so whoever loses it begins with the first one again. */
  readonly #far = new Map<string, Underway>();

  constructor(@Inject(BLOBS) blobs: BlobStore) {
    this.#blobs = blobs;
  }

  /** How many rounds of a study need not be given again. */
  known(study: string): number {
    return this.#far.get(study)?.rounds ?? 0;
  }

  /** Another coordinator may go on where this one stood. */
  forget(): void {
    this.#far.clear();
  }

  /** @param rounds of the study, all complete, in their order; without those that are `known` */
  async learn(study: string, rounds: readonly CompleteRound[], watch: Watch): Promise<Learnt> {
    const started = performance.now();
    const far = this.#far.get(study) ?? null;
    this.#far.delete(study);
    const result = await generateOffThread({ far, rounds: await Promise.all(rounds.map((round) => this.#given(round))) }, watch);
    if (result.kind === 'next round') {
      if (result.far !== null) this.#far.set(study, result.far);
      return { kind: 'next round', plan: result.plan };
    }
    if (result.kind === 'evaluated') return { kind: 'evaluated', evaluation: { evaluatedAt: new Date().toISOString(), utility: result.utility, leftOut: result.leftOut } };
    await this.#blobs.put(result.generator);
    const { sha256, recordsEstimated, leftOut, fidelity } = result;
    const seconds = (performance.now() - started) / 1000;
    return { kind: 'trained', generator: { sha256, trainedAt: new Date().toISOString(), recordsEstimated, leftOut, seconds }, fidelity };
  }

  /** What is to be expected of a study: it is rehearsed with made-up patients. */
  outlook(study: AnyStudy): Promise<Outlook> {
    return outlookOffThread(study);
  }

  /** Synthetic records for models to learn from, before sites try them on real ones. */
  async evaluationSample({ plan, generatorSha256 }: Pick<TrainedFiles, 'plan'> & { readonly generatorSha256: string }): Promise<EncodedTable> {
    return evaluationSampleOffThread({ plan, generator: await this.#blobs.get(generatorSha256) });
  }

  async #given({ round, evidence }: CompleteRound): Promise<GenerationRound> {
    return { plan: await this.#text(round.planSha256), contributions: evidence === null ? await this.#releases(round) : await this.#sum(evidence) };
  }

  async #releases(round: Round): Promise<GenerationRound['contributions']> {
    const releases = releasesOf(round).map(async ({ site, release }) => ({ site, envelope: await this.#blobs.get(release.blob) }));
    return { kind: 'releases', releases: await Promise.all(releases) };
  }

  /** The vectors are added frame by frame: no more of them is in memory than one frame and the sum, which is masked still. */
  async #sum({ vectors, masks }: MaskedEvidence): Promise<GenerationRound['contributions']> {
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
