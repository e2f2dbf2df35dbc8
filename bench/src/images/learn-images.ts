import type { Guarantee } from '@commonward/accounting';
import { chestXrayDictionary } from '@commonward/cohorts';
import type { ImageSet } from '@commonward/evaluation';
import { discreteGaussian, Sensitive, systemRandom } from '@commonward/privacy';
import { absorbCentres, absorbShapes, aggregate, imageGenerator, sampleImages, shapesPlan, type Aggregate, type ImageGenerator } from '@commonward/synthesis/coordinator';
import { frechetForecast, planSpectrum, spectrumOf, type SpectrumPlan, type Trust } from '@commonward/synthesis/plan';
import { boundSpectrum, releaseVariances, type LabelledImage } from '@commonward/synthesis/site';
import { planned } from '../planned.js';
import { publicSeed } from '../public-seed.js';
import { seenBy } from '../seen-by.js';
import { HOSPITAL_NAMES } from './four-hospitals.js';
import { labelledImages } from './labelled-images.js';

export interface ImageStudy {
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  readonly seed: number;
  /** Whether a study that is refused is run all the same. */
  readonly force: boolean;
}

export interface LearntImages {
  readonly plan: SpectrumPlan;
  readonly generator: ImageGenerator;
  /** The Frechet distance that is to be expected of so many images. */
  readonly expectedFrechet: number;
}

const PER_CLASS = 2000;

/** Both rounds of a study over these hospitals, with the product's own halves of site and coordinator. */
export function learnImages(hospitals: readonly ImageSet[], { guarantee, trust, seed, force }: ImageStudy): LearntImages {
  const [{ height, width }] = hospitals;
  const dictionary = chestXrayDictionary({ height, width });
  const terms = { study: `chest-xray-${seed}`, guarantee, trust, aggregation: trust === 'shared' ? 'masked' as const : 'plain' as const, sites: HOSPITAL_NAMES, seed: publicSeed(seed) };
  const first = planned(dictionary.publicCohortSize, (publicCohortSize) => planSpectrum({ ...terms, dictionary: { ...dictionary, publicCohortSize } }), force);
  const records = hospitals.map((set) => Sensitive.of(labelledImages(set)));
  const centres = summed(records, first);
  const plan = shapesPlan(first, centres, HOSPITAL_NAMES);
  const contributors = hospitals.length;
  const signal = absorbCentres(centres.sum, first);
  const shapes = absorbShapes(summed(records, plan).sum, { plan, signal, contributors });
  const images = hospitals.reduce((sum, { labels }) => sum + labels.length, 0);
  return { plan, generator: imageGenerator({ plan, signal, shapes, contributors }), expectedFrechet: frechetForecast(first, images).frechet };
}

/** As many images of each class as the classifiers here learn from. */
export function drawImages({ plan, generator }: LearntImages, grain: number): ImageSet {
  return { ...plan.dictionary.image, ...sampleImages(generator, plan, { images: [PER_CLASS, PER_CLASS], stream: 'bench', grain }) };
}

/**
 * What knowing the mean image of each class is worth: the centres of the same study, and about them grain that falls with its frequency.
 * The law of the grain, which is public, was chosen in this baseline's favour: for the smallest Frechet distance to these very images.
 */
export function centresAlone({ plan, generator, ...learnt }: LearntImages): LearntImages {
  const { vertical, horizontal } = spectrumOf(plan.dictionary.image, plan.coefficients);
  const grain = Float32Array.from(vertical, (frequency, j) => 0.8 / Math.sqrt(1 + Math.hypot(frequency, horizontal[j])));
  const classes = generator.classes.map(({ spread, ...known }) => ({ ...known, spread: new Float32Array(spread.length), alone: grain }));
  return { ...learnt, plan, generator: { classes } };
}

/** The exact sum of all sites' releases, as the coordinator has it. */
function summed(records: readonly Sensitive<Iterable<LabelledImage>>[], plan: SpectrumPlan): Aggregate {
  const variances = releaseVariances(plan);
  const releases = records.map((each) => discreteGaussian(boundSpectrum(each, plan), { variances, random: systemRandom }).value);
  return aggregate(seenBy(plan, releases), plan);
}
