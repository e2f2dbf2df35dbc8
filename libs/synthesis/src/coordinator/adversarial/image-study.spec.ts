import { describe, expect, it } from '@jest/globals';
import { aGradientsPlanOf } from '../../../test/a-gradients-study.js';
import { trainedExactly, type ShownCohort } from '../../../test/exact-rounds.js';
import { testUniform } from '../../../test/simulated-table.js';
import { anImageDictionary } from '../../plan/spectrum/a-spectrum-study.fixture.js';
import { networkGeneratorBytes, readNetworkGenerator } from './network-generator.js';
import { generatorOf } from './network-study.js';
import { sampleDrawnImages } from './sample-drawn-images.js';

const [SIDE, IMAGES] = [8, 60];
const BRIGHT = { least: 150, most: 230 };

/** With few filters, which so many images would not need, because they are learnt in seconds. */
const aPlan = (steps: number) => ({ ...aGradientsPlanOf(anImageDictionary({ image: { height: SIDE, width: SIDE } }), { steps }), units: 8 });

/** One image in three is of class 1. In class 0 the left half is of one brightness, in class 1 the right half; the other half is dark. */
const cohort: ShownCohort = (() => {
  const uniform = testUniform(3);
  const labels = Array.from({ length: IMAGES }, (_, at) => Number(at % 3 === 0));
  const rows = labels.map((label) => {
    const bright = BRIGHT.least + (BRIGHT.most - BRIGHT.least) * uniform();
    const pixels = Array.from({ length: SIDE * SIDE }, (_, pixel) => (Number(pixel % SIDE >= SIDE / 2) === label ? bright : 20) / 127.5 - 1);
    return Float64Array.of(...pixels, 1 - label, label);
  });
  return { rows, labels };
})();

/** Of each image, the mean grey of its left and of its right half. */
function halvesOf(pixels: Uint8Array): [number, number][] {
  return Array.from({ length: pixels.length / (SIDE * SIDE) }, (_, image) => {
    const halves: [number, number] = [0, 0];
    for (let at = 0; at < SIDE * SIDE; at++) halves[Number(at % SIDE >= SIDE / 2)] += pixels[image * SIDE * SIDE + at] / (SIDE * SIDE / 2);
    return halves;
  });
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;

describe('a study of a network of images', () => {
  it('learns from gradient sums alone what tells the classes apart, and how often each is', () => {
    const plan = aPlan(120);
    const generator = generatorOf(trainedExactly(plan, cohort));
    const { pixels, labels } = sampleDrawnImages(generator, plan, { images: [50, 50], stream: 'test' });
    expect([...labels]).toEqual([...Array<number>(50).fill(0), ...Array<number>(50).fill(1)]);
    const halves = halvesOf(pixels);
    const bright = mean(halves.map((half, at) => half[labels[at]]));
    const dark = mean(halves.map((half, at) => half[1 - labels[at]]));
    expect(bright).toBeGreaterThan(BRIGHT.least);
    expect(bright).toBeLessThan(BRIGHT.most);
    expect(dark).toBeLessThan(60);
    expect([...generator.classShares].map((share) => share.toFixed(4))).toEqual(['0.6667', '0.3333']);
    expect(generator.records).toBe(IMAGES);
  }, 120_000);

  it('is the same whoever follows it from the same sums, and gives its bytes back', () => {
    const plan = aPlan(4);
    const [bytes, again] = [1, 2].map(() => networkGeneratorBytes(generatorOf(trainedExactly(plan, cohort))));
    expect(again).toEqual(bytes);
    expect(networkGeneratorBytes(readNetworkGenerator(bytes, plan))).toEqual(bytes);
    expect(() => readNetworkGenerator(bytes.subarray(4), plan)).toThrow(`this plan calls for ${bytes.length}`);
  });

  it('draws as many of each class as were asked for, the same ones for a stream and others for another', () => {
    const plan = aPlan(2);
    const generator = generatorOf(trainedExactly(plan, cohort));
    const drawn = (stream: string, images = [2, 1]) => sampleDrawnImages(generator, plan, { images, stream });
    expect(drawn('a')).toEqual(drawn('a'));
    expect(drawn('a').pixels).not.toEqual(drawn('b').pixels);
    expect([...drawn('a', [0, 3]).labels]).toEqual([1, 1, 1]);
    expect(drawn('a', [0, 3]).pixels).toHaveLength(3 * SIDE * SIDE);
  });
});
