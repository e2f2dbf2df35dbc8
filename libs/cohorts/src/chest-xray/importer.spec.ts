import { describe, expect, it } from '@jest/globals';
import { bytesInMemory, npzFile, npzNumbers, npzTexts } from '@commonward/schema/images';
import { chestXraySet, CohortError, dealtToHospitals, importChestXray } from '../index.js';

const SEED = new Uint8Array(32);
/** Every image is told by its two pixels. */
const images = (count: number) => ({ shape: [count, 1, 2], values: Uint8Array.from({ length: 2 * count }, (_, at) => (at % 2 === 0 ? (at >> 1) & 255 : at >> 9)) });
const labels = (count: number, normal: number) => ({ shape: [count, 1], values: Uint8Array.from({ length: count }, (_, at) => (at < normal ? 0 : 1)) });
const original = (normal = 1214, training = 4708) =>
  npzFile({ train_images: images(training), train_labels: labels(training, normal), test_images: images(3), test_labels: labels(3, 1), val_images: images(2), val_labels: labels(2, 1) });

describe('the chest X-rays, dealt to four hospitals', () => {
  const { dictionary, files } = importChestXray(original(), SEED);
  const at = (name: string) => {
    const source = bytesInMemory(files.get(name) as Uint8Array);
    return { pixels: Array.from(npzNumbers(source, 'images').rows, (row) => [...row].join()), labels: [...npzTexts(source, 'labels').texts] };
  };
  const sites = ['site-north.npz', 'site-east.npz', 'site-south.npz', 'site-west.npz'];

  it('differ from 92 to 24 % pneumonia, and no image is at two', () => {
    expect(sites.map((name) => [at(name).labels.length, at(name).labels.filter((label) => label === '0').length])).toEqual([[1800, 150], [1400, 280], [1000, 400], [500, 380]]);
    const all = sites.flatMap((name) => at(name).pixels);
    expect(new Set(all).size).toBe(4700);
  });

  it('keep the label of every image', () => {
    const normal = new Set(Array.from(npzNumbers(bytesInMemory(original()), 'train_images').rows, (row) => [...row].join()).slice(0, 1214));
    for (const name of sites) expect(at(name).pixels.map((image) => (normal.has(image) ? '0' : '1'))).toEqual(at(name).labels);
  });

  it('have a dictionary that says what is protected, and a test set', () => {
    expect(dictionary).toMatchObject({ kind: 'image', unit: 'image', public: true, image: { height: 1, width: 2 }, labels: { from: 'arrays', images: 'images', labels: 'labels' } });
    expect(at('test.npz').labels).toEqual(['0', '1', '1']);
    expect(chestXraySet(original(), 'val').labels).toEqual(Uint8Array.of(0, 1));
  });

  it('are the same for the same seed, and others for another', () => {
    expect(importChestXray(original(), SEED).files.get('site-west.npz')).toEqual(files.get('site-west.npz'));
    expect(importChestXray(original(), SEED.map(() => 7)).files.get('site-west.npz')).not.toEqual(files.get('site-west.npz'));
  });

  it('are refused if there are too few', () => {
    expect(() => importChestXray(original(1209), SEED)).toThrow(CohortError);
  });
});

describe('dealtToHospitals', () => {
  it('deals in the given order', () => {
    const labelsOfAll = labels(4708, 1214).values;
    const order = Int32Array.from({ length: 4708 }, (_, place) => 4707 - place);
    expect([...dealtToHospitals(labelsOfAll, order)[0].places.slice(148, 152)]).toEqual([1065, 1064, 4707, 4706]);
  });
});
