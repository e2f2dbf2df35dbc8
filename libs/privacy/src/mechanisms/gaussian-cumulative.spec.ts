import { readFileSync } from 'node:fs';

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { cumulativeBounds, tailBound } from './gaussian-cumulative.js';
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

describe('tailBound', () => {
  it('is above all weights beyond, and by a factor of at most 2 from two standard deviations on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 6, noNaN: true }), (variance, deviations) => {
        const n = Math.ceil(deviations * Math.sqrt(variance)) + 1;
        const weight = (x: number) => Math.exp(-(x * x) / (2 * variance)) * 2 ** 40;
        let tail = 0;
        for (let x = n + 1; weight(x) > 2 ** -20; x += 1) tail += 2 * weight(x);
        const bound = Number(tailBound(variance, n, BigInt(Math.ceil(weight(n)))));
        expect(bound).toBeGreaterThan(tail);
        if (deviations >= 2 && variance >= 100) expect(bound).toBeLessThan(2 * tail + 2);
      }),
    );
  });
});
