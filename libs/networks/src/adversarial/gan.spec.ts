import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { startBackend } from '../a-backend.fixture.js';
import { gradientSum, imageGan, logitDeltas, parametersOf, recordGan, runNetwork, seriesGan, type Gan } from '../index.js';
import { numbersFrom, someNumbers } from '../some-numbers.fixture.js';

const uniformFrom = (seed: number) => {
  const next = numbersFrom(seed);
  return () => (next() + 1) / 2;
};

/** Trains on rows that end in a class of two, one-hot. */
function trained<Drawn>(gan: Gan<Drawn>, rows: readonly number[][], steps: number): Gan<Drawn> {
  for (let step = 0; step < steps; step++) {
    const weights = gan.discriminatorWeights;
    const slopes: number[] = [];
    tidy(() => {
      const seen = runNetwork(gan.discriminator, { inputs: tensor2d([...rows]), parameters: parametersOf(gan.discriminator, weights) });
      for (const sum of gradientSum(seen.pullBack(logitDeltas(seen.outputs, 'real')).factors)) for (const slope of sum.dataSync()) slopes.push(slope / rows.length);
    });
    gan.discriminatorStep(slopes);
    gan.generatorStep();
  }
  return gan;
}

const training = (seed: number) => ({ classShares: [0.5, 0.5], batch: 64, rates: { learningRate: 5e-3, kept: [0.5, 0.9] }, averaging: 0.95, blur: 0, clippingNorm: null, uniform: uniformFrom(seed) }) as const;
const ofClass = (c: number) => [Number(c === 0), Number(c === 1)];
const mean = (numbers: readonly number[]) => numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
const deviation = (numbers: readonly number[]) => Math.sqrt(mean(numbers.map((x) => (x - mean(numbers)) ** 2)));

/** Images of 4 x 4: the left half of class 0 and the right half of class 1 is of one brightness, between .2 and .8; the other half is dark. */
const images = someNumbers(1, 128).map((x, i) => {
  const brightness = 0.5 + 0.3 * x;
  return [...Array.from({ length: 16 }, (_, pixel) => (Math.floor((pixel % 4) / 2) === i % 2 ? brightness : -0.8)), ...ofClass(i % 2)];
});
const imageSettings = { shape: { height: 4, width: 4, classes: 2 }, levels: 1, discriminatorFilters: 8, generatorFilters: 8, latent: 2 };

/** Series that rise from somewhere between -.3 and .3 in class 0, and fall in class 1. */
const series = someNumbers(2, 128).map((x, i) => [...Array.from({ length: 4 }, (_, step) => 0.3 * x + (i % 2 === 0 ? 1 : -1) * (step - 1.5) * 0.35), ...ofClass(i % 2)]);
const seriesSettings = { shape: { steps: 4, channels: 1, classes: 2 }, discriminatorFilters: 8, generatorUnits: 12, stepsAtATime: 2, latent: { ofSeries: 1, ofStep: 1, ofPlace: 3 } };

const classes = Array.from({ length: 200 }, (_, i) => i % 2);
const exampleOf = (all: Float32Array, example: number) => [...all.subarray((example * all.length) / classes.length, ((example + 1) * all.length) / classes.length)];

describe('a network that is trained by gradients of real examples', () => {
  beforeAll(() => startBackend('wasm'));

  it('draws images of the class that it is asked for, as bright and as different as the real ones', () => {
    const drawn = trained(imageGan({ ...imageSettings, ...training(5) }), images, 200).draw(classes);
    const halves = classes.map((c, at) => {
      const pixels = exampleOf(drawn, at);
      const half = (which: number) => mean(pixels.filter((_, pixel) => Math.floor((pixel % 4) / 2) === which));
      return { bright: half(c), dark: half(1 - c) };
    });
    expect(Math.abs(mean(halves.map(({ dark }) => dark)) + 0.8)).toBeLessThan(0.1);
    expect(Math.abs(mean(halves.map(({ bright }) => bright)) - 0.5)).toBeLessThan(0.1);
    // Uniform from .2 to .8.
    expect(Math.abs(deviation(halves.map(({ bright }) => bright)) - 0.6 / Math.sqrt(12))).toBeLessThan(0.07);
  });

  it('draws series that go on as they began, up or down by their class', () => {
    const drawn = trained(seriesGan({ ...seriesSettings, ...training(7) }), series, 300).draw(classes);
    const slopes = classes.map((c, at) => (exampleOf(drawn, at)[3] - exampleOf(drawn, at)[0]) * (c === 0 ? 1 : -1));
    expect(Math.abs(mean(slopes) - 1.05)).toBeLessThan(0.15);
    expect(deviation(slopes)).toBeLessThan(0.2);
    // The middles of real series are uniform from -.3 to .3: at least a quarter as far apart are these.
    const middles = deviation(classes.map((_, at) => mean(exampleOf(drawn, at))));
    expect(middles).toBeGreaterThan(0.15 / Math.sqrt(12));
    expect(middles).toBeLessThan(0.9 / Math.sqrt(12));
  });

  it('is the same to the last bit for the same draws, and another for others', () => {
    const records = { shape: { columns: [3, 2], classes: 2 }, discriminatorUnits: 4, latent: 2, generatorUnits: 4, temperature: 0.7 };
    const recordRows = Array.from({ length: 8 }, (_, i) => [...[0, 1, 2].map((cell) => Number(cell === i % 3)), ...ofClass(i % 2), ...ofClass(i % 2)]);
    const draws: ((seed: number) => readonly number[])[] = [
      (seed) => [...trained(imageGan({ ...imageSettings, ...training(seed) }), images, 5).draw(classes)],
      (seed) => [...trained(seriesGan({ ...seriesSettings, ...training(seed) }), series, 5).draw(classes)],
      (seed) => [...trained(recordGan({ ...records, ...training(seed) }), recordRows, 5).draw(classes)],
    ];
    for (const draw of draws) {
      expect(draw(1)).toEqual(draw(1));
      expect(draw(1)).not.toEqual(draw(2));
    }
  });

  it.each([
    ['images that cannot be halved', () => imageGan({ ...imageSettings, ...training(1), shape: { height: 8, width: 6, classes: 2 }, levels: 2 }), 'width must be a multiple of 4, but it is 6'],
    ['series that cannot be halved twice', () => seriesGan({ ...seriesSettings, ...training(1), shape: { steps: 10, channels: 1, classes: 2 } }), 'steps must be a multiple of 4, but it is 10'],
    ['series that are no whole number of steps of the generator', () => seriesGan({ ...seriesSettings, ...training(1), stepsAtATime: 3 }), 'stepsAtATime must divide 4 steps, but it is 3'],
  ])('refuses %s', (_, make, sentence) => {
    expect(make).toThrow(new RangeError(sentence));
  });
});
