import { GenerationService } from '../../../coordinator/src/generation/generation.service.js';
import type { CompleteRound } from '../../../coordinator/src/rounds/rounds.service.js';
import type { BlobStore } from '../../../coordinator/src/storage/blobs.js';
import type { Onlooker } from './onlooker.js';

/** In the place of the arithmetic, which needs threads and minutes: notes what a generator would have been made of. */
export class WatchedGeneration extends GenerationService {
  readonly #onlooker: Pick<Onlooker, 'rounds' | 'sums'>;

  constructor(blobs: BlobStore, onlooker: Pick<Onlooker, 'rounds' | 'sums'>) {
    super(blobs);
    this.#onlooker = onlooker;
  }

  override async learn(_study: string, [{ round, evidence }]: readonly CompleteRound[]): ReturnType<GenerationService['learn']> {
    this.#onlooker.rounds.trains(round);
    if (evidence !== null) this.#onlooker.sums.trains(round, evidence);
    return {
      kind: 'trained',
      generator: { sha256: '0'.repeat(64), trainedAt: new Date().toISOString(), recordsEstimated: 0, leftOut: [], seconds: 0 },
      fidelity: { basis: 'released statistics', tv1: 0, tv2: null, noiseTv2: null, columns: [], pairs: [] },
    };
  }
}
