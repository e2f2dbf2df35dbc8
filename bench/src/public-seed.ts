/** The public seed of a plan: 64 lower-case hexadecimal digits. */
export const publicSeed = (seed: number): string => seed.toString(16).padStart(64, '0');
