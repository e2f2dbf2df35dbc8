import { describe, expect, it } from '@jest/globals';
import { measure } from './measure.js';
import { openPeer } from './peer.js';
import { reportText } from './report-text.js';
import { TASK } from './task.js';

describe('measure', () => {
  it('gives the median of the repeats after the first, and the epsilon of the task', async () => {
    const seconds = [1000, 3, 1, 2];
    const peer = { accounted: () => Promise.resolve({ epsilon: 6, cpuSeconds: seconds.shift() ?? NaN }) };
    const { ours, theirs } = await measure({ repeats: 3, peer });
    expect(theirs).toEqual({ epsilon: 6, cpuSeconds: 2 });
    // dp-accounting 0.6.0 has 6.18774497574583 at the same interval.
    expect(ours.epsilon).toBeCloseTo(6.187745, 4);
    expect(ours.cpuSeconds).toBeGreaterThan(0);
  });
});

describe('openPeer', () => {
  it('says in one sentence that there is no interpreter, or none with the package', async () => {
    const reason = { kind: 'none', reason: expect.stringMatching(/cannot import dp_accounting.*\.$/) };
    expect(await openPeer({ python: 'no-such-python', env: process.env })).toEqual(reason);
    // An interpreter of another language cannot import it either.
    expect(await openPeer({ python: process.execPath, env: process.env })).toEqual(reason);
  });
});

describe('the report', () => {
  const ours = { epsilon: 6.1, cpuSeconds: 0.2 };

  it('states both times and their ratio', () => {
    const text = reportText({ task: TASK, repeats: 5, runtime: 'Node v0', ours, theirs: { epsilon: 6, cpuSeconds: 0.5 }, peer: 'dp-accounting 1', ratio: 2.5 });
    expect(text).toMatch(/Commonward, Node v0 +200 ms +epsilon 6.100000\ndp-accounting 1 +500 ms +epsilon 6.000000\ndp-accounting takes 2.50 times as long\n$/);
  });

  it('states ours alone, and why, where there is nothing to compare with', () => {
    const text = reportText({ task: TASK, repeats: 5, runtime: 'Node v0', ours, theirs: null, peer: 'There is none.', ratio: null });
    expect(text).toMatch(/200 ms +epsilon 6.100000\nThere is none.\n$/);
  });
});
