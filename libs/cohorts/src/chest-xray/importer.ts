import { parseAnyDictionary, type ImageDictionary } from '@commonward/schema';
import { bytesInMemory, npzFile, npzNumbers, NpzError, npzTexts } from '@commonward/schema/images';
import type { CohortFiles } from '../cohort-files.js';
import { publicOrder } from '../public-order.js';
import { dealtToHospitals } from './hospitals.js';

type ImageSize = Pick<ChestXrays, 'height' | 'width'>;

/** Images of one size and their labels, one after the other. */
export interface ChestXrays {
  readonly height: number;
  readonly width: number;
  /** [images, height, width] */
  readonly pixels: Uint8Array;
  /** [images] 0 normal, 1 pneumonia */
  readonly labels: Uint8Array;
}

/**
 * One split of PneumoniaMNIST.
 * @param file the bytes of pneumoniamnist.npz
 * @throws NpzError if it is another file
 */
export function chestXraySet(file: Uint8Array, split: 'train' | 'val' | 'test'): ChestXrays {
  const source = bytesInMemory(file);
  const { shape, rows } = npzNumbers(source, `${split}_images`);
  const labels = Uint8Array.from(npzTexts(source, `${split}_labels`).texts, Number);
  if (shape.length !== 3 || labels.length !== shape[0]) throw new NpzError({ text: `it should hold ${split}_images, of three dimensions, and as many ${split}_labels` });
  const [images, height, width] = shape;
  const pixels = new Uint8Array(images * height * width);
  let at = 0;
  for (const row of rows) {
    pixels.set(row, at);
    at += row.length;
  }
  return { height, width, pixels, labels };
}

/** Rounded sizes, as hospitals would declare them. */
const SIZES = { north: 1800, east: 1400, south: 1000, west: 500 };

const written = ({ height, width }: ImageSize): object => ({
  name: 'chest-xray',
  kind: 'image',
  title: 'Chest X-rays of children, four hospitals (PneumoniaMNIST)',
  // The set tells no patients apart, so it can promise nothing to a child with several images.
  unit: 'image',
  public: true,
  publicCohortSize: SIZES,
  image: { height, width },
  grey: { black: 0, white: 255 },
  classes: [{ code: '0', label: 'normal' }, { code: '1', label: 'pneumonia' }],
  labels: { from: 'arrays', images: 'images', labels: 'labels' },
});

/** What the four hospitals say of their images. */
export function chestXrayDictionary(size: ImageSize): ImageDictionary {
  const dictionary = parseAnyDictionary({ text: JSON.stringify(written(size)), file: 'dictionary.json' });
  if (dictionary.kind !== 'image') throw new Error('The dictionary of the chest X-rays is not one of images.');
  return dictionary;
}

/**
 * A cohort folder of four hospitals that differ, from the training images of PneumoniaMNIST; the test images are test.npz.
 * @param file the bytes of pneumoniamnist.npz
 * @param seed 32 bytes, public; drives who gets which images
 * @throws NpzError if it is another file; CohortError if it holds too few images
 * @see Yang et al. 2023, https://doi.org/10.1038/s41597-022-01721-8 (CC BY 4.0)
 */
export function importChestXray(file: Uint8Array, seed: Uint8Array): CohortFiles {
  const training = chestXraySet(file, 'train');
  return folderOf({ training, test: chestXraySet(file, 'test') }, seed);
}

/** Deals images to the four hospitals and keeps others apart as test.npz. */
export function folderOf({ training, test }: { readonly training: ChestXrays; readonly test: ChestXrays }, seed: Uint8Array): CohortFiles {
  const sites = dealtToHospitals(training.labels, publicOrder(training.labels.length, seed)).map(({ name, places }) => [`site-${name}.npz`, asFile(taken(training, places))] as const);
  return { dictionary: chestXrayDictionary(training), files: new Map([...sites, ['test.npz', asFile(test)]]) };
}

function taken({ height, width, pixels, labels }: ChestXrays, places: Int32Array): ChestXrays {
  const size = height * width;
  const chosen = new Uint8Array(places.length * size);
  places.forEach((place, at) => chosen.set(pixels.subarray(place * size, (place + 1) * size), at * size));
  return { height, width, pixels: chosen, labels: Uint8Array.from(places, (place) => labels[place]) };
}

const asFile = ({ height, width, pixels, labels }: ChestXrays): Uint8Array =>
  npzFile({ images: { shape: [labels.length, height, width], values: pixels }, labels: { shape: [labels.length], values: labels } });
