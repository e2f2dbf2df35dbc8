/** What is measured, by name. */
export type Scores = Readonly<Record<string, number>>;

/** What was learnt: synthetic records, and what public numbers forecast of the gradients' signal to noise, null without noise. */
export interface Learnt<Synthetic> {
  readonly synthetic: Synthetic;
  readonly forecast: number | null;
}

/** One training, from a split of its own to its scores. */
export interface Study<Synthetic> {
  readonly learn: () => Learnt<Synthetic>;
  readonly score: (synthetic: Synthetic) => Scores;
}

export interface GanRun {
  readonly seed: number;
  readonly scores: Scores;
  /** What public numbers forecast of the gradients' signal to noise; null without noise. */
  readonly forecast: number | null;
  /** Of processor time, from the real records to the synthetic ones. */
  readonly cpuSeconds: number;
}

export interface Seeds {
  readonly firstSeed: number;
  readonly seeds: number;
  /** Seconds of processor time that this process has used. */
  readonly cpuSeconds: () => number;
  readonly progress: (sentence: string) => void;
}

/** Each seed has a split, first weights and draws of its own. */
export function measure<Synthetic>({ firstSeed, seeds, cpuSeconds, progress }: Seeds, studyOf: (seed: number) => Study<Synthetic>): GanRun[] {
  return Array.from({ length: seeds }, (_, turn) => {
    const seed = firstSeed + turn;
    const { learn, score } = studyOf(seed);
    const before = cpuSeconds();
    const { synthetic, forecast } = learn();
    const run = { seed, forecast, cpuSeconds: cpuSeconds() - before, scores: score(synthetic) };
    progress(JSON.stringify(run));
    return run;
  });
}
