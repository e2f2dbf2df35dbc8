interface KnownDraws {
  readonly seed: string;
  readonly samples: number[];
  readonly nextWord: number;
}

interface KnownChoices {
  readonly scores: number[];
  readonly scale: number;
  readonly seeds: string[];
  readonly chosen: number[];
}

/** test/vectors/samplers.json: what a second implementation draws from the same words; its source is in the file. */
export interface KnownSamplers {
  readonly table: (KnownDraws & { readonly variance: number })[];
  readonly thresholds: [variance: number, k: number, first149Bits: string][];
  readonly tails: [variance: number, bits: number, k: number][];
  readonly laplace: (KnownDraws & { readonly scale: number })[];
  readonly exponentialMechanism: KnownChoices[];
  readonly permuteAndFlip: KnownChoices[];
  readonly randomisedResponse: { codes: number[]; categories: number; replaced: number; outOf: number; seed: string; answers: number[] }[];
  readonly poissonSample: { units: number; sampled: number; outOf: number; seed: string; kept: number[] }[];
}
