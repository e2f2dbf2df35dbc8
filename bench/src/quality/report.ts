import type { Guarantee } from '@commonward/accounting';
import type { ClassifierName, Scores } from '@commonward/evaluation';
import type { DataDictionary } from '@commonward/schema';
import type { Trust } from '@commonward/synthesis/plan';
import type { GeneratorScores } from './measure.js';
import type { RealScores, SyntheticScores } from './scores.js';
import { mean, spread, type Spread } from './spread.js';

/** The one JSON object of `bench:quality`. Scores are means over seeds. */
export interface QualityReport extends Guarantee {
  readonly dataset: string;
  readonly label: string;
  readonly trust: Trust;
  readonly setting: string;
  readonly generator: string;
  readonly seeds: number;
  readonly workload: string;
  readonly accuracy: Spread;
  readonly auroc: Spread;
  readonly classifiers: Readonly<Record<ClassifierName, Scores>>;
  /** Training on the pooled real records. */
  readonly trtr: Scores;
  readonly tv1: number;
  readonly tv2: number;
  /** Of tv1 and tv2, from public numbers; and forecast over measured. */
  readonly forecast: Readonly<Record<'tv1' | 'tv2' | 'tv1Ratio' | 'tv2Ratio', number>>;
  readonly corr: number;
  /** Training on the own real records of each site, tested on the same rows. */
  readonly singleSites: readonly (Scores & { readonly site: string })[];
  /** The site whose own real records give the best accuracy. */
  readonly bestSingleSite: Scores & { readonly site: string };
  /** Synthetic records less the best site's own: of all sites the best accuracy and the best AUROC, split by split. */
  readonly aboveBestSite: { readonly accuracy: Spread; readonly auroc: Spread };
  /** Less the scores of the first setting and generator, seed by seed. */
  readonly lessReference: { readonly setting: string; readonly generator: string; readonly accuracy: Spread; readonly auroc: Spread; readonly tv1: Spread; readonly tv2: Spread; readonly corr: Spread };
  readonly independentColumns: Scores;
  readonly shuffledTarget: Scores;
  /** Synthetic rows equal to a real training row. */
  readonly copies: number;
  readonly outOfDictionaryCells: number;
  readonly ruleViolations: number;
  readonly seconds: number;
}

export interface Measured {
  readonly dictionary: DataDictionary;
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  /** One entry per split. */
  readonly real: readonly RealScores[];
  readonly generated: GeneratorScores;
  /** What `generated` is compared with. */
  readonly reference: GeneratorScores;
  readonly seconds: number;
}

export function qualityReport({ dictionary, guarantee, trust, real, generated, reference, seconds }: Measured): QualityReport {
  const { setting, generator, scores: synthetic } = generated;
  const utilities = synthetic.map(({ utility }) => utility);
  const forecast = { tv1: mean(synthetic.map((s) => s.forecast.tv1)), tv2: mean(synthetic.map((s) => s.forecast.tv2)) };
  const fidelityMean = (of: (scores: SyntheticScores['fidelity']) => number): number => mean(synthetic.map((s) => of(s.fidelity)));
  return {
    dataset: dictionary.name,
    label: labelOf(dictionary),
    ...guarantee,
    trust,
    setting,
    generator,
    seeds: synthetic.length,
    workload: [...new Set(synthetic.map(({ workload }) => workload))].join(', '),
    accuracy: spread(utilities.map(({ accuracy }) => accuracy)),
    auroc: spread(utilities.map(({ auroc }) => auroc)),
    classifiers: classifierMeans(utilities.map(({ classifiers }) => classifiers)),
    trtr: meanScores(real.map(({ trtr }) => trtr)),
    tv1: fidelityMean(({ tv1 }) => tv1),
    tv2: fidelityMean(({ tv2 }) => tv2),
    forecast: { ...forecast, tv1Ratio: forecast.tv1 / fidelityMean(({ tv1 }) => tv1), tv2Ratio: forecast.tv2 / fidelityMean(({ tv2 }) => tv2) },
    corr: fidelityMean(({ corr }) => corr),
    singleSites: siteMeans(real),
    bestSingleSite: best(siteMeans(real), 'accuracy'),
    aboveBestSite: { accuracy: aboveBest(real, utilities, 'accuracy'), auroc: aboveBest(real, utilities, 'auroc') },
    lessReference: lessReference(synthetic, reference),
    independentColumns: meanScores(real.map((scores) => scores.independentColumns)),
    shuffledTarget: meanScores(real.map((scores) => scores.shuffledTarget)),
    copies: fidelityMean(({ copies }) => copies),
    outOfDictionaryCells: fidelityMean((scores) => scores.outOfDictionaryCells),
    ruleViolations: fidelityMean(({ ruleViolations }) => ruleViolations),
    seconds,
  };
}

function labelOf(dictionary: DataDictionary): string {
  return dictionary.public
    ? 'public benchmark, not private'
    : 'exact scores on records the dictionary does not declare public: for the holder of this folder only';
}

function classifierMeans(all: readonly Readonly<Record<ClassifierName, Scores>>[]): Record<ClassifierName, Scores> {
  const names = Object.keys(all[0]) as ClassifierName[];
  return Object.fromEntries(names.map((name) => [name, meanScores(all.map((scores) => scores[name]))])) as Record<ClassifierName, Scores>;
}

function siteMeans(real: readonly RealScores[]): (Scores & { site: string })[] {
  return real[0].sites.map(({ site }) => ({ site, ...meanScores(real.map((scores) => ofSite(scores, site))) }));
}

function lessReference(scores: readonly SyntheticScores[], reference: GeneratorScores): QualityReport['lessReference'] {
  const less = (of: (scores: SyntheticScores) => number): Spread => spread(scores.map((own, seed) => of(own) - of(reference.scores[seed])));
  return {
    setting: reference.setting,
    generator: reference.generator,
    accuracy: less(({ utility }) => utility.accuracy),
    auroc: less(({ utility }) => utility.auroc),
    tv1: less(({ fidelity }) => fidelity.tv1),
    tv2: less(({ fidelity }) => fidelity.tv2),
    corr: less(({ fidelity }) => fidelity.corr),
  };
}

function best<S extends Scores>(sites: readonly S[], measure: keyof Scores): S {
  return sites.reduce((so, site) => (site[measure] > so[measure] ? site : so));
}

/** Against the one site that is best on average; where the splits are fixed, every seed is compared with the same scores. */
function aboveBest(real: readonly RealScores[], synthetic: readonly Scores[], measure: keyof Scores): Spread {
  const { site } = best(siteMeans(real), measure);
  return spread(synthetic.map((scores, seed) => scores[measure] - ofSite(real[Math.min(seed, real.length - 1)], site)[measure]));
}

/** A site may have no training rows in a split; then it has nothing to be compared with. */
function ofSite({ sites }: RealScores, name: string): Scores {
  const found = sites.find(({ site }) => site === name);
  if (found === undefined) throw new Error(`The site ${name} has scores in one split and none in another.`);
  return found;
}

function meanScores(scores: readonly Scores[]): Scores {
  return { accuracy: mean(scores.map(({ accuracy }) => accuracy)), auroc: mean(scores.map(({ auroc }) => auroc)) };
}
