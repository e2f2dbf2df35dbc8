import type { Guarantee } from '@commonward/accounting';
import { chestXrayDictionary } from '@commonward/cohorts';
import type { ImageSet } from '@commonward/evaluation';
import { discreteGaussian, Sensitive, systemRandom } from '@commonward/privacy';
import { absorbCentres, absorbShapes, aggregate, imageGenerator, sampleImages, shapesPlan, type Aggregate, type ImageGenerator } from '@commonward/synthesis/coordinator';
import { planSpectrum, type SpectrumPlan, type Trust } from '@commonward/synthesis/plan';
import { boundSpectrum, releaseVariances, type LabelledImage } from '@commonward/synthesis/site';
import { publicSeed } from '../public-seed.js';
import { seenBy } from '../seen-by.js';
import { UsageError } from '../usage-error.js';
import { HOSPITAL_NAMES } from './four-hospitals.js';

export interface ImageStudy {
  readonly guarantee: Guarantee;
  readonly trust: Trust;
  readonly seed: number;
}

export interface LearntImages {
  readonly plan: SpectrumPlan;
  readonly generator: ImageGenerator;
}

const PER_CLASS = 2000;

/** Both rounds of a study over these hospitals, with the product's own halves of site and coordinator. */
export function learnImages(hospitals: readonly ImageSet[], { guarantee, trust, seed }: ImageStudy): LearntImages {
  const [{ height, width }] = hospitals;
  const terms = { study: `chest-xray-${seed}`, dictionary: chestXrayDictionary({ height, width }), guarantee, trust, aggregation: trust === 'shared' ? 'masked' as const : 'plain' as const, sites: HOSPITAL_NAMES, seed: publicSeed(seed) };
  const planning = planSpectrum(terms);
  if (planning.kind === 'refused') throw new UsageError(planning.reason);
  const first = planning.plan;
  const records = hospitals.map((set) => Sensitive.of(labelled(set)));
  const centres = summed(records, first);
  const plan = shapesPlan(first, centres, HOSPITAL_NAMES);
  const contributors = hospitals.length;
  const signal = absorbCentres(centres.sum, first);
  const shapes = absorbShapes(summed(records, plan).sum, { plan, signal, contributors });
  return { plan, generator: imageGenerator({ plan, signal, shapes, contributors }) };
}

/** As many images of each class as the classifiers here learn from. */
export function drawImages({ plan, generator }: LearntImages, grain: number): ImageSet {
  return { ...plan.dictionary.image, ...sampleImages(generator, plan, { images: [PER_CLASS, PER_CLASS], stream: 'bench', grain }) };
}

function labelled({ height, width, pixels, labels }: ImageSet): readonly LabelledImage[] {
  const size = height * width;
  return Array.from(labels, (label, at) => ({ pixels: pixels.subarray(at * size, (at + 1) * size), label }));
}

/** The exact sum of all sites' releases, as the coordinator has it. */
function summed(records: readonly Sensitive<Iterable<LabelledImage>>[], plan: SpectrumPlan): Aggregate {
  const variances = releaseVariances(plan);
  const releases = records.map((each) => discreteGaussian(boundSpectrum(each, plan), { variances, random: systemRandom }).value);
  return aggregate(seenBy(plan, releases), plan);
}
