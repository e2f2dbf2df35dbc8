import fc from 'fast-check';

import type { DpEvent } from './dp-event.js';

export const discreteGaussian = (squaredSensitivity: number, variance: number): DpEvent => ({
  kind: 'discrete-gaussian',
  blocks: [{ squaredSensitivity, variance }],
});

export const discreteLaplace = (l1Sensitivity: number, scale: number): DpEvent => ({
  kind: 'discrete-laplace',
  blocks: [{ coordinates: l1Sensitivity, l1Sensitivity, scale }],
});

export const gaussian = (noiseMultiplier: number): DpEvent => ({ kind: 'gaussian', noiseMultiplier });
export const laplace = (noiseMultiplier: number): DpEvent => ({ kind: 'laplace', noiseMultiplier });

export const randomisedResponse = (categories: number, replaced: number, outOf: number): DpEvent => ({
  kind: 'randomised-response',
  categories,
  replaced,
  outOf,
});

export const composed = (...events: readonly DpEvent[]): DpEvent => ({ kind: 'composed', parts: events.map((event) => ({ event, times: 1 })) });
export const repeated = (event: DpEvent, times: number): DpEvent => ({ kind: 'composed', parts: [{ event, times }] });
export const sampled = (event: DpEvent, share: number, outOf: number): DpEvent => ({ kind: 'poisson-sampled', sampled: share, outOf, event });

/** Noise on a vector: what every accountant knows, under either adjacency. */
export const noiseEvent: fc.Arbitrary<DpEvent> = fc.oneof(
  fc.record({ squaredSensitivity: fc.integer({ min: 1, max: 50 }), variance: fc.integer({ min: 20, max: 2000 }) }).map((b) =>
    discreteGaussian(b.squaredSensitivity, b.variance),
  ),
  fc.record({ l1: fc.integer({ min: 1, max: 5 }), scale: fc.integer({ min: 3, max: 60 }) }).map((b) => discreteLaplace(b.l1, b.scale)),
  fc.integer({ min: 4, max: 80 }).map((m) => gaussian(m / 4)),
  fc.integer({ min: 4, max: 80 }).map((m) => laplace(m / 4)),
);

const selectionEvent: fc.Arbitrary<DpEvent> = fc.record({
  kind: fc.constantFrom('exponential-mechanism' as const, 'report-noisy-max' as const),
  sensitivity: fc.integer({ min: 1, max: 3 }),
  scale: fc.integer({ min: 6, max: 60 }),
});

/** Everything that happens to all records of a site, alone or composed. */
export const unsampledEvent: fc.Arbitrary<DpEvent> = fc.oneof(
  { weight: 3, arbitrary: noiseEvent },
  { weight: 1, arbitrary: selectionEvent },
  { weight: 1, arbitrary: fc.tuple(noiseEvent, fc.integer({ min: 1, max: 5 })).map(([event, times]) => repeated(event, times)) },
);

/** Also on Poisson samples. */
export const someEvent: fc.Arbitrary<DpEvent> = fc.oneof(
  { weight: 2, arbitrary: unsampledEvent },
  { weight: 1, arbitrary: fc.tuple(noiseEvent, fc.integer({ min: 1, max: 100 })).map(([event, share]) => sampled(event, share, 100)) },
);
