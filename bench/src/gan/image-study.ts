import { concatenatedImages, seededRandom, type ImageSet } from '@commonward/evaluation';
import { fourHospitals } from '../images/four-hospitals.js';
import { imageFidelity, imageUtility, type RealImages } from '../images/score-images.js';
import { learnImages } from './learn-images.js';
import type { Learning } from './learning.js';
import type { Study } from './measure.js';
import { imageRecipes } from './recipes.js';

/** As many images of each class as the classifiers of `bench:images` learn from. */
const PER_CLASS = 2000;

/** Scores as those of `bench:images`. */
export function imageStudies(real: RealImages, learning: Learning): (seed: number) => Study<ImageSet> {
  return (seed) => {
    const hospitals = fourHospitals(real.train, seed);
    return {
      learn: () => learnImages({ hospitals, images: PER_CLASS, learning, recipes: imageRecipes, uniform: seededRandom(seed).uniform }),
      score: (synthetic) => {
        const { auroc, balancedAccuracy } = imageUtility(synthetic, real, seed);
        return { auroc, balancedAccuracy, ...imageFidelity(synthetic, { ...real, train: concatenatedImages(hospitals) }) };
      },
    };
  };
}
