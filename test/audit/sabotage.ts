import type { Patch } from './build.js';

/** Five ways to break privacy without breaking anything else that a user would see. */
export const sabotages: readonly (readonly [name: string, patch: Patch])[] = [
  [
    'no noise',
    {
      file: 'privacy/src/mechanisms/integer-noise.ts',
      line: 'value[i] + noise[i]',
      becomes: 'value[i]',
    },
  ],
  [
    'a tenth of the noise',
    {
      file: 'privacy/src/mechanisms/integer-noise.ts',
      line: 'value[i] + noise[i]',
      becomes: 'value[i] + Math.round(noise[i] / 10)',
    },
  ],
  [
    'no clipping',
    {
      file: 'privacy/src/bounding/clip-to-grid.ts',
      line: 'return squared <= norm * norm;',
      becomes: 'return true;',
    },
  ],
  [
    'the same noise in every step',
    {
      file: 'privacy/src/mechanisms/integer-noise.ts',
      line: 'const noise = drawNoise(bounded, samplerOf, random);',
      becomes: 'const noise = (drawNoise.first ??= drawNoise(bounded, samplerOf, random)).slice();',
    },
  ],
  [
    'everybody in the sample',
    {
      file: 'privacy/src/sampling/poisson-sample.ts',
      line: 'words.below(outOf) < sampled',
      becomes: 'words.below(outOf) < outOf',
    },
  ],
];
