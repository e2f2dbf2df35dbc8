import { describe, expect, it } from '@jest/globals';
import { imageDiscriminator, recordDiscriminator, seriesDiscriminator, type Network } from '@commonward/networks/architectures';
import { aGradientsStudy } from '../../../test/a-gradients-study.js';
import { aSeriesDictionary } from '../scores/a-scores-study.fixture.js';
import { recordsAtLargestSite, secondsAtLargestSite, secondsOfGradient } from './gradients-effort.js';

const records = (cells: number): Network => recordDiscriminator({ cells, units: 32 });
const days = (steps: number, channels: number, filters: number): Network => seriesDiscriminator({ shape: { steps, channels, classes: 2 }, filters });
const images = (side: number, filters: number): Network => imageDiscriminator({ shape: { height: side, width: side, classes: 2 }, levels: 2, filters });

describe('what the gradient of a record takes', () => {
  it.each([
    // microseconds of processor time of a released step of 1,024 records, with WebAssembly; docs/results.md, "Time and memory"
    ['50 cells', records(50), 18.6],
    ['120 cells', records(120), 34.7],
    ['500 cells', records(500), 133.8],
    ['24 steps, 6 filters', days(24, 3, 6), 32.1],
    ['24 steps, 12 filters', days(24, 3, 12), 42.6],
    ['24 steps, 24 filters', days(24, 3, 24), 83],
    ['96 steps of 6 channels, 24 filters', days(96, 6, 24), 194.2],
    ['28 x 28 pixels, 8 filters', images(28, 8), 419.7],
    ['28 x 28 pixels, 16 filters', images(28, 16), 659.7],
    ['64 x 64 pixels, 8 filters', images(64, 8), 2233],
    ['64 x 64 pixels, 16 filters', images(64, 16), 3245],
  ])('is within a factor of 1.5 of what was measured: %s', (_, network, microseconds) => {
    const ratio = (secondsOfGradient(network) * 1e6) / microseconds;
    expect(ratio).toBeGreaterThan(1 / 1.5);
    expect(ratio).toBeLessThan(1.5);
  });

  it('is of every day that counts, where all days of a patient are one unit', () => {
    const [ofDays, ofPatients] = (['day', 'patient'] as const).map((unit) => {
      const dictionary = { ...aSeriesDictionary({ unit }), publicCohortSize: { north: 50, south: 70 } };
      return recordsAtLargestSite({ dictionary, units: 6, sites: ['north', 'south'] });
    });
    expect([ofDays, ofPatients]).toEqual([70, 70 * 31]);
  });

  it('is taken for every record of the largest site in every step', () => {
    const { dictionary } = aGradientsStudy();
    const sizes = dictionary.publicCohortSize;
    const sites = Object.keys(sizes);
    const once = { dictionary, units: 32, sites, steps: 1 };
    expect(secondsAtLargestSite({ ...once, steps: 200 })).toBeCloseTo(200 * secondsAtLargestSite(once), 9);
    const largest = sites.reduce((a, b) => (sizes[a] >= sizes[b] ? a : b));
    expect(secondsAtLargestSite({ ...once, sites: [largest] })).toBe(secondsAtLargestSite(once));
  });
});
