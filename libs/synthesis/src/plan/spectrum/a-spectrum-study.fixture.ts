import { planSpectrum, type SpectrumStudy } from './plan-spectrum.js';
import type { SpectrumPlan } from './spectrum-plan.js';

export const aSpectrumStudy = (changes: Partial<SpectrumStudy> = {}): SpectrumStudy => ({
  study: 'chest',
  image: { height: 16, width: 16 },
  classes: ['normal', 'pneumonia'],
  guarantee: { epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' },
  sites: ['north', 'east', 'south', 'west'],
  images: 4700,
  honestSites: 1,
  seed: 'ab'.repeat(32),
  ...changes,
});

export function aSpectrumPlan(changes: Partial<SpectrumStudy> = {}): SpectrumPlan {
  const planning = planSpectrum(aSpectrumStudy(changes));
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
}
