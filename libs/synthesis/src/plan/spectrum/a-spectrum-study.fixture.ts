import { parseAnyDictionary, type ImageDictionary } from '@commonward/schema';
import type { SpectrumPlan } from '../training-plan.js';
import { planSpectrum, type SpectrumStudy } from './plan-spectrum.js';

const written = {
  name: 'chest',
  kind: 'image',
  unit: 'image',
  public: true,
  publicCohortSize: { north: 1800, east: 1400, south: 1000, west: 500 },
  image: { height: 16, width: 16 },
  classes: ['normal', 'pneumonia'],
  labels: { from: 'arrays', images: 'images', labels: 'labels' },
};

/** Images of 16 x 16 pixels at four hospitals, 4,700 in all. */
export function anImageDictionary(changes: object = {}): ImageDictionary {
  const dictionary = parseAnyDictionary({ text: JSON.stringify({ ...written, ...changes }), file: 'dictionary.json' });
  if (dictionary.kind !== 'image') throw new Error('A dictionary of images was expected.');
  return dictionary;
}

/** The same with so many images at each of the four. */
export const manyImages = (each: number): ImageDictionary => anImageDictionary({ publicCohortSize: { north: each, east: each, south: each, west: each } });

export const aSpectrumStudy = (changes: Partial<SpectrumStudy> = {}): SpectrumStudy => ({
  study: 'chest',
  dictionary: anImageDictionary(),
  guarantee: { epsilon: 3, delta: 1e-5, unit: 'image', adjacency: 'add-or-remove-one' },
  trust: 'local',
  aggregation: 'plain',
  sites: ['north', 'east', 'south', 'west'],
  seed: 'ab'.repeat(32),
  ...changes,
});

export function aSpectrumPlan(changes: Partial<SpectrumStudy> = {}): SpectrumPlan {
  const planning = planSpectrum(aSpectrumStudy(changes));
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
}
