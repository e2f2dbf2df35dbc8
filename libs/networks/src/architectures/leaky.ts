import type { LeakyRelu } from '../layers/activation.js';

/** What stands between the layers of every discriminator, and of the generators of images and records. */
export const LEAKY: LeakyRelu = { kind: 'leaky-relu', slope: 0.2 };
