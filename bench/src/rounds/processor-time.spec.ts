import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../usage-error.js';
import { processorSeconds, secondsIn, usedBetween } from './processor-time.js';

describe('the processor time of a process', () => {
  it('is the time in user and in system mode, whatever the command is called', () => {
    expect(secondsIn('42 (a) b (c) S 1 42 42 0 -1 4194560 9 0 0 0 150 25 7 7 20 0 11 0 99')).toBe(1.75);
  });

  it('is spread evenly between two readings', () => {
    const readings = [0, 100, 200].map((at, step) => ({ at, seconds: 10 + step * step }));
    expect(usedBetween(readings, 0, 200)).toBe(4);
    expect(usedBetween(readings, 50, 150)).toBe(2);
    expect(usedBetween(readings, 100, 100)).toBe(0);
  });

  it('is asked for in vain of a process that is gone', () => {
    expect(() => processorSeconds(2 ** 30)).toThrow(UsageError);
  });
});
