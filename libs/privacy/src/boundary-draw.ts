import type { DpEvent, PoissonSampledEvent } from '@commonward/accounting';

import { freeze } from './frozen-list.js';

/** Each unit of privacy is in the sample with probability sampled / outOf, independently; exact integers. */
export interface SamplingRate {
  readonly sampled: number;
  readonly outOf: number;
}

/**
 * One draw of a sample: everything computed from the sample carries it, and one release uses it up.
 *
 * Events compose as if each had coins of its own. Two releases from the same sample share their coins: whoever is in it is in
 * both, which costs more than two sampled events.
 */
export class SampleDraw {
  readonly #rate: SamplingRate;
  #used = false;

  constructor(rate: SamplingRate) {
    this.#rate = rate;
  }

  /** What happened to all records when `event` happened to the sample. */
  use(event: DpEvent): PoissonSampledEvent {
    if (this.#used) throw new TypeError('A sample serves one release only; the next needs a sample of its own');
    this.#used = true;
    return freeze({ kind: 'poisson-sampled', ...this.#rate, event });
  }
}
