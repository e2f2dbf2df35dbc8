import { beforeAll, describe, expect, it } from '@jest/globals';
import { applyMasks, inverseMasks } from '@commonward/secure-aggregation';
import { paperCost } from './paper-cost.js';
import { reportText } from './report-text.js';
import { simulate, type RoundCost } from './simulate.js';

/** A processor on which everything takes a second. */
const secondByStep = () => {
  let asked = 0;
  return () => Math.floor((asked += 1) / 2);
};

describe('a simulated round', () => {
  let cost: RoundCost;
  beforeAll(async () => {
    const unmask = async ({ masks, sum }: { masks: Parameters<typeof inverseMasks>[0]; sum: Uint32Array }) => applyMasks(inverseMasks(masks), { offset: 0, words: sum });
    cost = await simulate({ sites: 7, length: 70_000, gone: 1, late: 1 }, { clock: secondByStep(), timed: 2, unmask });
  });

  it('is exact with sites that leave, and makes as many masks again as on paper', () => {
    expect(cost).toMatchObject({ exact: true, threshold: 5, neighbours: 6, sitesTimed: 2 });
    expect(cost.expansions).toBe(6 + 6);
    expect(paperCost(cost)).toEqual({ siteMasks: 7, coordinatorMasks: 12 });
  });

  it('counts each step of a site once: keys, roll, inbox, masking, masked, survivors, consents, record', () => {
    expect(cost.siteSeconds).toBe(8);
  });

  it('is printed beside a peer, or with the reason why there is none', () => {
    const report = { runtime: 'Node v0', headline: cost, bySites: [], byLength: [], thousand: null };
    expect(reportText({ ...report, peer: { kind: 'none', reason: 'nothing to compare with' } })).toContain('nothing to compare with');
    const peer = { kind: 'peer', name: 'flwr 0', cost: { siteSeconds: 16, coordinatorSeconds: 1, maskSeconds: 0.5 } } as const;
    expect(reportText({ ...report, peer })).toContain('site 16000 ms, 2.00 times as long');
  });
});
