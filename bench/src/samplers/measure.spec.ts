import { describe, expect, it } from '@jest/globals';
import { systemRandom } from '@commonward/privacy';
import { WordStream } from '@commonward/privacy/samplers';
import { boxMuller } from './box-muller.js';
import { measure } from './measure.js';
import { reportText } from './report-text.js';

/** A processor that takes a second longer for each thing it is asked to do. */
const slowingProcessor = () => {
  let asked = 0;
  let seconds = 0;
  return () => (seconds += Math.floor((asked += 1) / 2));
};

describe('measure', () => {
  it('gives the median over repeats in which the samplers take turns', () => {
    const [speeds] = measure({ variances: [16], draws: 100, repeats: 3, cpuSeconds: slowingProcessor() });
    // In turn: building, table, rejection, Box-Muller take 1, 2, 3, 4 seconds, then 5, 6, 7, 8, then 9, 10, 11, 12.
    expect(speeds).toEqual({ variance: 16, table: { perSecond: 100 / 6, buildSeconds: 5 }, rejection: 100 / 7, boxMuller: 100 / 8 });
  });

  it('has no table to measure beyond the largest', () => {
    const [speeds] = measure({ variances: [2 ** 30], draws: 10, repeats: 2, cpuSeconds: slowingProcessor() });
    expect(speeds).toEqual({ variance: 2 ** 30, table: null, rejection: (10 / 1 + 10 / 3) / 2, boxMuller: (10 / 2 + 10 / 4) / 2 });
  });

  it('is printed in millions, with a ratio where there is one', () => {
    const speeds = measure({ variances: [16, 2 ** 30], draws: 10, repeats: 1, cpuSeconds: slowingProcessor() });
    const lines = reportText({ draws: 10, repeats: 1, runtime: 'Node v0', speeds }).split('\n');
    expect(lines[4].trim().split(/ {2,}/)).toEqual(['4', '0.0', '0.0', '0.0', '1.5', '1000.0 ms']);
    expect(lines[5].trim().split(/ {2,}/)).toEqual(['32768', '-', '0.0', '0.0', '-', '-']);
  });
});

describe('boxMuller', () => {
  it('has the variance it is asked for, so that speeds compare', () => {
    const draws = 50_000;
    const sampler = boxMuller(900);
    const squares = WordStream.lend(systemRandom, (words) => Array.from({ length: draws }, () => sampler(words) ** 2));
    expect(Math.abs(squares.reduce((sum, x) => sum + x, 0) / draws / 900 - 1)).toBeLessThan(6 * Math.sqrt(2 / draws));
  });
});
