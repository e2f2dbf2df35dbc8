/*
 * Ways around the boundary that must not compile. The build of this package type-checks this file: a line that is marked
 * as an error and is none fails the build. Nothing imports the file.
 */
import {
  Bounded,
  boundedCodes,
  boundedCounts,
  boundedScores,
  discreteGaussian,
  discreteLaplace,
  exponentialMechanism,
  permuteAndFlip,
  poissonSample,
  randomisedResponse,
  Released,
  Sensitive,
  systemRandom,
  type Codes,
} from './index.js';

declare const everything: typeof import('./index.js');
declare const records: Sensitive<number[]>;
declare const bounded: Bounded<Int32Array>;
declare const codes: Bounded<Codes>;
declare const released: Released<Int32Array>;
declare const text: Released<string>;
declare function send(update: Released<Int32Array>): void;
declare function use(x: unknown): void;

/** Never called. */
export function misuse(): void {
  send(released);
  // @ts-expect-error a bounded value is not a release
  send(bounded);
  // @ts-expect-error records are not a release
  send(records);
  // @ts-expect-error a bare vector is not a release
  send(new Int32Array(1));
  // @ts-expect-error the right shape does not make a release
  send({ value: new Int32Array(1), event: released.event });
  // @ts-expect-error nor does a copy of one
  send({ ...released });
  // @ts-expect-error a release of something else will not do
  send(text);
  // @ts-expect-error only a mechanism makes a release
  use(new Released({}, () => new Int32Array(1), released.event));
  // @ts-expect-error only a bounding function makes a bounded value
  use(new Bounded({}, new Int32Array(1), { records, blocks: [], adjacency: 'replace-one' }));
  // @ts-expect-error records are wrapped whole, and as no sample
  use(new Sensitive({}, [1], null));
  // @ts-expect-error a subclass does not reach the constructor
  use(class extends Released<Int32Array> {});
  // @ts-expect-error nor this one
  use(class extends Bounded<Int32Array> {});

  // @ts-expect-error the package keeps this key
  use(everything.reveal);
  // @ts-expect-error and this one
  use(everything.draw);
  // @ts-expect-error and this one
  use(everything.bind);
  // @ts-expect-error and this one
  use(everything.open);
  // @ts-expect-error and this one
  use(everything.mint);

  // @ts-expect-error records have no public value
  use(records.value);
  // @ts-expect-error nor has a bounded value
  use(bounded.value);
  // @ts-expect-error a sensitivity cannot be replaced
  bounded.blocks = [];
  // @ts-expect-error or changed in place
  bounded.blocks[0].squaredSensitivity = 0;
  // @ts-expect-error in any of its three measures
  bounded.blocks[0].l1Sensitivity = 0;
  // @ts-expect-error here is the third
  bounded.blocks[0].coordinateSensitivity = 0;
  // @ts-expect-error the adjacency cannot be changed
  bounded.adjacency = 'add-or-remove-one';
  // @ts-expect-error an event cannot be changed
  released.event = { kind: 'discrete-gaussian', blocks: [] };
  // @ts-expect-error a released value cannot be replaced
  released.value = new Int32Array(1);

  // @ts-expect-error noise is added to bounded values only
  discreteGaussian(records, { variances: [1], random: systemRandom });
  // @ts-expect-error a mechanism takes no sensitivity
  discreteGaussian(bounded, { variances: [1], random: systemRandom, squaredSensitivity: 1 });
  // @ts-expect-error the source of randomness has no default
  discreteGaussian(bounded, { variances: [1] });
  // @ts-expect-error bare records cannot be counted
  boundedCounts({ records: [1], blocks: [], cellsOf: () => [], grid: 1, clampTo: 1, adjacency: 'add-or-remove-one' });
  // @ts-expect-error the adjacency has no default
  boundedCounts({ records, blocks: [], cellsOf: () => [], grid: 1, clampTo: 1 });

  // @ts-expect-error every mechanism takes bounded values only
  discreteLaplace(records, { scales: [1], random: systemRandom });
  // @ts-expect-error and no sensitivity
  discreteLaplace(bounded, { scales: [1], random: systemRandom, l1Sensitivity: 1 });
  // @ts-expect-error scores are bounded before one is chosen
  exponentialMechanism(records, { scale: 1, random: systemRandom });
  // @ts-expect-error a selection takes no sensitivity either
  permuteAndFlip(bounded, { scale: 1, random: systemRandom, sensitivity: 1 });
  // @ts-expect-error nor an epsilon, which is its sensitivity's to say
  exponentialMechanism(bounded, { epsilon: 1, random: systemRandom });
  // @ts-expect-error a vector is not a list of categories
  randomisedResponse(bounded, { replaced: 1, outOf: 2, random: systemRandom });
  // @ts-expect-error and categories are no vector
  discreteGaussian(codes, { variances: [1], random: systemRandom });
  // @ts-expect-error how many categories there are is for the codes to say
  randomisedResponse(codes, { categories: 9, replaced: 1, outOf: 2, random: systemRandom });
  // @ts-expect-error codes show how many records there are
  boundedCodes({ records, categories: 2, codeOf: () => 0, adjacency: 'add-or-remove-one' });
  // @ts-expect-error bare records have no scores
  boundedScores({ records: [1], candidates: 1, scoresOf: () => [1], largestScore: 1, clampTo: 1, adjacency: 'replace-one' });

  // @ts-expect-error a sample is drawn from records
  poissonSample([1, 2], { sampled: 1, outOf: 2, random: systemRandom });
  // @ts-expect-error with coins of its own
  poissonSample(records, { sampled: 1, outOf: 2 });
  // @ts-expect-error a mechanism cannot be told that records were sampled
  discreteGaussian(bounded, { variances: [1], random: systemRandom, sampled: 1, outOf: 100 });
  // @ts-expect-error nor can a bounding function
  boundedCodes({ records, categories: 2, codeOf: () => 0, adjacency: 'replace-one', sampled: 1, outOf: 100 });
  // @ts-expect-error nor can a bounded value
  bounded.draw = null;
}
