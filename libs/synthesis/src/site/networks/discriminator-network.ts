import type { Network } from '@commonward/networks';
import { discriminatorWidths, type GradientsPlan } from '../../plan/index.js';

/** What is left of a hidden value below zero; the coordinator's half of the training has the same. */
const SLOPE = 0.2;

/** The plan's discriminator as the layers that a site computes: of one-hot records, one hidden layer, one logit. */
export function discriminatorNetwork(plan: Pick<GradientsPlan, 'dictionary' | 'units'>): Network {
  const [cells, units] = discriminatorWidths(plan);
  return [
    { kind: 'dense', inputs: cells, outputs: units },
    { kind: 'leaky-relu', slope: SLOPE },
    { kind: 'dense', inputs: units, outputs: 1 },
  ];
}
