import { canonicalJson } from '@commonward/envelope';
import { parsePlan, type TrainingPlan } from '@commonward/synthesis/plan';
import { Inject, Injectable } from '@nestjs/common';
import { BLOBS, type BlobStore } from '../storage/blobs.js';

/** Plans that are kept parsed: reading one takes longer than most of what is asked of it. */
const KEPT = 32;

/** Frozen plans by the SHA-256 of their canonical bytes: the bytes that offers carry and that releases name. */
@Injectable()
export class PlanStore {
  readonly #blobs: BlobStore;
  /** By SHA-256, the one that was read first at the front. A plan is frozen, so all may hold the same one. */
  readonly #parsed = new Map<string, TrainingPlan>();

  constructor(@Inject(BLOBS) blobs: BlobStore) {
    this.#blobs = blobs;
  }

  put(plan: TrainingPlan): Promise<string> {
    return this.#blobs.put(new TextEncoder().encode(canonicalJson(plan)));
  }

  bytes(sha256: string): Promise<Uint8Array> {
    return this.#blobs.get(sha256);
  }

  async plan(sha256: string): Promise<TrainingPlan> {
    const known = this.#parsed.get(sha256);
    if (known !== undefined) return known;
    const plan = parsePlan(new TextDecoder().decode(await this.bytes(sha256)));
    this.#parsed.set(sha256, plan);
    for (const [oldest] of this.#parsed) if (this.#parsed.size > KEPT) this.#parsed.delete(oldest);
    return plan;
  }
}
