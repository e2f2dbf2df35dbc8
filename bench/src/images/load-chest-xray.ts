import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ImageSet } from '@commonward/evaluation';
import { UsageError } from '../usage-error.js';
import { readNpz } from './read-npz.js';
import type { RealImages } from './score-images.js';

const FILE = 'chest-xray/pneumoniamnist.npz';

/** PneumoniaMNIST (Yang et al. 2023, https://doi.org/10.1038/s41597-022-01721-8; CC BY 4.0) from the folder that holds it. */
export function loadChestXray(dataDir: string): RealImages {
  const file = join(dataDir, FILE);
  if (!existsSync(file)) throw new UsageError(`There is no ${file}; give --data-dir, the folder that holds ${FILE}.`);
  const arrays = readNpz(file);
  const set = (name: string): ImageSet => {
    const [images, labels] = [arrays.get(`${name}_images`), arrays.get(`${name}_labels`)];
    if (images?.shape.length !== 3 || labels?.values.length !== images.shape[0]) throw new UsageError(`${file}: it should hold ${name}_images, of three dimensions, and as many ${name}_labels.`);
    return { height: images.shape[1], width: images.shape[2], pixels: images.values, labels: labels.values };
  };
  return { train: set('train'), validation: set('val'), test: set('test') };
}
