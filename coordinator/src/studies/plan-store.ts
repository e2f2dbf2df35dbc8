import { canonicalJson } from '@commonward/envelope';
import { parsePlan, type TrainingPlan } from '@commonward/synthesis/plan';
import { Inject, Injectable } from '@nestjs/common';
import { BLOBS, type BlobStore } from '../storage/blobs.js';

/** Frozen plans by the SHA-256 of their canonical bytes: the bytes that offers carry and that releases name. */
@Injectable()
export class PlanStore {
  readonly #blobs: BlobStore;

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
    return parsePlan(new TextDecoder().decode(await this.bytes(sha256)));
  }
}
