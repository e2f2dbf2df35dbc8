import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { cumulativeBounds } from './gaussian-cumulative.js';
import type { KnownSamplers } from './known-samplers.fixture.js';

const knownSamplers = JSON.parse(readFileSync(new URL('../../../../test/vectors/samplers.json', import.meta.url), 'utf8')) as KnownSamplers;

describe('cumulativeBounds', () => {
  it.each([...new Set(knownSamplers.thresholds.map(([variance]) => variance))])(
    'encloses the probabilities of a second implementation at variance %d, to the last of 149 bits',
    (known) => {
      const bounds = cumulativeBounds(known, 149n);
      for (const [variance, k, first149Bits] of knownSamplers.thresholds) {
        if (variance !== known) continue;
        const { low, high } = bounds[k];
        expect(low <= BigInt(first149Bits) && BigInt(first149Bits) < high && high - low <= 2n).toBe(true);
      }
    },
  );

  it('is never contradicted by more bits', () => {
    const someBits = fc.bigInt({ min: 32n, max: 120n });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), someBits, someBits, (variance, bits, extra) => {
        const coarse = cumulativeBounds(variance, bits);
        const fine = cumulativeBounds(variance, bits + extra);
        coarse.forEach(({ low, high }, k) => {
          expect(low << extra <= fine[k].high && fine[k].low <= high << extra).toBe(true);
        });
        expect(fine.length).toBeGreaterThan(coarse.length);
      }),
      { numRuns: 50 },
    );
  });
});
