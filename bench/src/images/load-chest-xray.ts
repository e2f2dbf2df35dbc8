import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chestXraySet, simulatedXrays } from '@commonward/cohorts';
import type { ImageSet } from '@commonward/evaluation';
import { NpzError } from '@commonward/schema/images';
import { UsageError } from '../usage-error.js';
import type { RealImages } from './score-images.js';

const FILE = 'chest-xray/pneumoniamnist.npz';

/** PneumoniaMNIST (Yang et al. 2023, https://doi.org/10.1038/s41597-022-01721-8; CC BY 4.0) from the folder that holds it. */
export function loadChestXray(dataDir: string): RealImages {
  const file = join(dataDir, FILE);
  if (!existsSync(file)) throw new UsageError(`There is no ${file}; give --data-dir, the folder that holds ${FILE}.`);
  const bytes = readFileSync(file);
  const set = (name: 'train' | 'val' | 'test'): ImageSet => chestXraySet(bytes, name);
  try {
    return { train: set('train'), validation: set('val'), test: set('test') };
  } catch (error) {
    if (error instanceof NpzError) throw new UsageError(`${file}: ${error.message}.`);
    throw error;
  }
}

/** Simulated images of nobody, as many of each class in each set as PneumoniaMNIST has. */
export function simulatedChestXray(): RealImages {
  const set = (name: string, normal: number, pneumonia: number): ImageSet => simulatedXrays({ normal, pneumonia, seed: createHash('sha256').update(`bench:images/${name}`).digest() });
  return { train: set('train', 1214, 3494), validation: set('val', 135, 389), test: set('test', 234, 390) };
}
