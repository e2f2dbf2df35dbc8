import { describe, expect, it } from '@jest/globals';
import type { CellTiming } from './measure-cell.js';
import { reportText } from './report-text.js';
import { timedRound, timingOf } from './round-time.js';

const rounds = [3, 1, 2].map((seconds) => ({ seconds, processorSeconds: { coordinator: seconds / 2, sites: 4 * seconds } }));
const ours = timingOf(rounds);
const cell: CellTiming = {
  sites: 4,
  megabytes: 1,
  numbers: 262_086,
  ours: [
    { stack: 'plain', timing: ours },
    { stack: 'masked', timing: timingOf(rounds.slice(0, 1)) },
  ],
  peers: [
    { stack: 'Flower', timing: timingOf([{ seconds: 5, processorSeconds: { coordinator: 1, sites: 1 } }]) },
    { stack: 'Flower SuperLink', timing: timingOf([{ seconds: 12, processorSeconds: null }]) },
  ],
};

describe('the time of rounds', () => {
  it('is the median, between the fastest and the slowest', () => {
    expect(ours).toEqual({ median: 2, fastest: 1, slowest: 3, processorSeconds: { coordinator: 1, sites: 8 } });
    expect(timingOf(rounds.slice(0, 2)).median).toBe(2);
  });

  it('is what lies between the two moments that the stack names', async () => {
    const stack = { name: 'one', processes: [process.pid, process.pid] as const, round: async () => ({ beganAt: 1000, endedAt: 2500 }) };
    expect((await timedRound(stack)).seconds).toBe(1.5);
  });
});

describe('the report', () => {
  it('says how many times as long a round of each of Flower\'s engines takes', () => {
    const lines = reportText({ runtime: 'Node v0', peer: 'flwr 0', cells: [cell] }).split('\n');
    expect(lines.find((line) => line.includes('plain '))).toMatch(/2\.000 +1\.000-3\.000 +1\.00 +8\.00 +2\.50, 6\.00$/);
    expect(lines.find((line) => line.includes('masked '))).toMatch(/1\.67, 4\.00$/);
    expect(lines.find((line) => line.includes('SuperLink '))).toMatch(/12\.000 +12\.000-12\.000$/);
  });

  it('says why there is no peer, and compares nothing', () => {
    const text = reportText({ runtime: 'Node v0', peer: 'nothing to compare with', cells: [{ ...cell, peers: [] }] });
    expect(text).toContain('nothing to compare with');
    expect(text).toMatch(/plain +2\.000 +1\.000-3\.000 +1\.00 +8\.00$/m);
  });
});
