import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Files, Verification } from '@commonward/lineage';

/** `verifyExport` as built, on a thread of its own; one call at a time. */
export class Verifier {
  readonly #worker = new Worker(new URL('./verify-thread.mjs', import.meta.url));

  async verify(files: Files, expectedKey: string | null): Promise<Verification> {
    this.#worker.postMessage({ files, expectedKey });
    const [verification] = (await once(this.#worker, 'message')) as [Verification];
    return verification;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
