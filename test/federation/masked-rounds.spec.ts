import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { somePolicy } from '../consortium/hospital.js';
import type { Running } from '../consortium/running.js';

jest.setTimeout(120_000);

let consortium: Consortium;
let agents: Running[];

beforeAll(async () => {
  consortium = await aConsortium({ sites: ['cleveland', 'hungarian', 'switzerland', 'va'], policy: { ...somePolicy, epsilonCap: 50 } });
});
afterAll(() => consortium.end());
beforeEach(async () => {
  await Promise.all((agents ?? []).map((agent) => agent.crash()));
  agents = [];
});

describe('a masked round of four sites', () => {
  it('ends', async () => {
    agents = consortium.sites.map((site) => site.start());
    const study = await consortium.startStudy({ aggregation: 'masked' });
    try {
      const view = await consortium.untilTrained(study);
      expect(view.rounds).toMatchObject([{ phase: 'complete' }]);
    } finally {
      for (const agent of agents) process.stderr.write(agent.stdout + agent.stderr);
      for (const site of consortium.sites) process.stderr.write(site.ledger().entries.map(({ kind }) => kind).join(' ') + '\n');
    }
  });
});
