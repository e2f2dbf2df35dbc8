import type { Guarantee } from '@commonward/accounting';
import type { ImageSet } from '@commonward/evaluation';
import { discreteGaussian, Sensitive, systemRandom, type Bounded } from '@commonward/privacy';
import { absorbCentres, absorbShapes, imageGenerator, sampleImages, type ImageGenerator } from '@commonward/synthesis/coordinator';
import { planSpectrum, spectrumLength, type SpectrumPart, type SpectrumPlan } from '@commonward/synthesis/plan';
import { boundCentres, boundShapes, type LabelledImage } from '@commonward/synthesis/site';
import { UsageError } from '../usage-error.js';
import { HOSPITAL_NAMES } from './four-hospitals.js';

export interface ImageStudy {
  readonly guarantee: Guarantee;
  /** How many honest sites' noise makes the noise of the guarantee. */
  readonly honestSites: number;
  readonly seed: number;
}

export interface LearntImages {
  readonly plan: SpectrumPlan;
  readonly generator: ImageGenerator;
}

const PER_CLASS = 2000;

/** Both rounds of a study over these hospitals, with the product's own halves of site and coordinator. */
export function learnImages(hospitals: readonly ImageSet[], { guarantee, honestSites, seed }: ImageStudy): LearntImages {
  const images = hospitals.reduce((sum, { labels }) => sum + labels.length, 0);
  const [{ height, width }] = hospitals;
  const terms = { study: `chest-xray-${seed}`, image: { height, width }, classes: ['normal', 'pneumonia'], guarantee, sites: HOSPITAL_NAMES, images, honestSites, seed: publicSeed(seed) };
  const planning = planSpectrum(terms);
  if (planning.kind === 'refused') throw new UsageError(planning.reason);
  const { plan } = planning;
  const records = hospitals.map((set) => Sensitive.of(labelled(set)));
  const contributors = hospitals.length;
  const signal = absorbCentres(summed(plan, 'centres', records.map((each) => boundCentres(each, plan))), plan);
  const shapes = absorbShapes(summed(plan, 'shapes', records.map((each) => boundShapes(each, plan, signal.centres))), { plan, signal, contributors });
  return { plan, generator: imageGenerator({ plan, signal, shapes, contributors }) };
}

/** As many images of each class as the classifiers here learn from. */
export function drawImages({ plan, generator }: LearntImages, grain: number): ImageSet {
  return { ...plan.image, ...sampleImages(generator, plan, { images: [PER_CLASS, PER_CLASS], stream: 'bench', grain }) };
}

const publicSeed = (seed: number): string => seed.toString(16).padStart(64, '0');

function labelled({ height, width, pixels, labels }: ImageSet): readonly LabelledImage[] {
  const size = height * width;
  return Array.from(labels, (label, at) => ({ pixels: pixels.subarray(at * size, (at + 1) * size), label }));
}

function summed(plan: SpectrumPlan, part: SpectrumPart, bounded: readonly Bounded<Int32Array>[]): Float64Array {
  const sum = new Float64Array(spectrumLength(plan, part));
  const variances = plan[part].map(({ variance }) => variance);
  for (const each of bounded) discreteGaussian(each, { variances, random: systemRandom }).value.forEach((value, at) => (sum[at] += value));
  return sum;
}
