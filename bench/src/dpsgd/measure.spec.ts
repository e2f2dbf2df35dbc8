import { describe, expect, it } from '@jest/globals';
import { parameterCount } from '@commonward/networks';
import type { Contender } from './contender.js';
import { measure } from './measure.js';
import { models } from './models.js';
import { reportText } from './report-text.js';

/** One whose turns take longer and longer. */
const slowing = (name: string, order: string[]): Contender => {
  let turns = 0;
  return {
    name,
    train: () => {
      order.push(name);
      turns += 1;
      return Promise.resolve({ examples: 100, cpuSeconds: turns, wallSeconds: 2 * turns });
    },
  };
};

describe('measure', () => {
  it('lets the contenders take turns, and gives medians', async () => {
    const order: string[] = [];
    const contenders = [slowing('one', order), slowing('other', order)];
    const speeds = await measure({ contenders, turns: 3, seconds: 1, progress: () => undefined });
    expect(order.slice(0, 6)).toEqual(['one', 'other', 'one', 'other', 'one', 'other']);
    expect(speeds[0]).toEqual({ model: 'mlp', contender: 'one', perCpuSecond: 50, perWallSecond: 25 });
    expect(reportText({ turns: 3, seconds: 1, runtime: 'Node v0', speeds, absent: [{ reason: 'Nobody else.' }] })).toMatch(/one +50 \(25\)[^]*Nobody else\./);
  });
});

describe('the models', () => {
  it.each([
    ['mlp', 271_105],
    ['dcgan', 138_561],
    ['conv1d', 64 * 41 + 64 * 321 + 769],
    ['gru', 14_273],
  ])('of the name %s has as many parameters as the peer counts', (name, count) => {
    expect(models.filter((model) => model.name === name).map(({ network }) => parameterCount(network))).toEqual([count]);
  });

  it('fill the device with whole batches', () => {
    for (const { batch, microbatch } of models) expect(batch % microbatch).toBe(0);
  });
});
