import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aSeriesDictionary } from '../scores/a-scores-study.fixture.js';
import { cellsOfClass, classOfCells, readingOf, scaledReading } from './day-rows.js';

const [steps, calories] = aSeriesDictionary().channels;

describe('a reading as a network has it', () => {
  it('lies at its logarithm between the bounds, and comes back from there', () => {
    expect([steps, calories].map((channel) => [channel.min, channel.max].map((value) => scaledReading(channel, value)))).toEqual([[-1, 1], [-1, 1]]);
    expect(scaledReading(calories, Math.sqrt(30 * 1000))).toBeCloseTo(0, 12);
    expect(scaledReading(steps, Math.sqrt(13201) - 1)).toBeCloseTo(0, 12);
    fc.assert(fc.property(fc.constantFrom(steps, calories), fc.double({ min: 0, max: 1, noNaN: true }), (channel, part) => {
      const value = channel.min + part * (channel.max - channel.min);
      expect(readingOf(channel, scaledReading(channel, value))).toBeCloseTo(value, 8);
    }));
  });

  it('stays within the bounds, whatever was read or drawn', () => {
    fc.assert(fc.property(fc.constantFrom(steps, calories), fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(Infinity, -Infinity)), (channel, any) => {
      expect(Math.abs(scaledReading(channel, any))).toBeLessThanOrEqual(1);
      const back = readingOf(channel, any);
      expect(back >= channel.min && back <= channel.max).toBe(true);
    }));
  });
});

describe('the kind of a day', () => {
  it('numbers every combination of its cells once', () => {
    const sizes = [3, 2, 4];
    const all = Array.from({ length: 24 }, (_, drawn) => cellsOfClass(drawn, sizes));
    expect(new Set(all.map(String)).size).toBe(24);
    expect(all.map((cells) => classOfCells(cells, sizes))).toEqual(Array.from({ length: 24 }, (_, drawn) => drawn));
    expect([[0, 2, 0], [3, 0, 0], [0, 0, -1], [0, 0, 0.5], [0, 0]].map((cells) => classOfCells(cells, sizes))).toEqual([null, null, null, null, null]);
    expect(classOfCells([], [])).toBe(0);
  });
});
