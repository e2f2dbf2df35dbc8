import { describe, expect, it, jest } from '@jest/globals';

import type { Audited } from './audited.js';
import { buildWith, type Patch } from './build.js';
import { sabotages } from './sabotage.js';
import { seeds } from './seeds.js';
import { auditTraining } from './training.js';

jest.setTimeout(600_000);

const audit = async (patch: Patch | null): Promise<Audited[]> => {
  const build = await buildWith(patch);
  return seeds.map((seed) => auditTraining(build, seed));
};

describe('an audit of training by noisy gradients, at 99.9 % confidence over all seeds', () => {
  it('sees no more than the build claims, when nothing is changed', async () => {
    const audits = await audit(null);
    expect(audits.filter(({ claimed, seen }) => seen > claimed)).toEqual([]);
    expect(Math.max(...audits.map(({ claimed }) => claimed))).toBeLessThan(1);
  });

  it.each(sabotages)('sees more than the build claims, with every seed, when one line of its source makes it %s', async (_, patch) => {
    const audits = await audit(patch);
    expect(audits.filter(({ claimed, seen }) => seen <= claimed)).toEqual([]);
    expect(Math.max(...audits.map(({ claimed }) => claimed))).toBeLessThan(1);
  });

  it('is of a build whose one line was changed, and refuses a patch that fits nowhere, or twice', async () => {
    const file = 'privacy/src/random.ts';
    await expect(buildWith({ file, line: 'no such line', becomes: '' })).rejects.toThrow(`${file} has 0 places, instead of one, that say: no such line`);
    await expect(buildWith({ file, line: 'words', becomes: '' })).rejects.toThrow(/has \d\d places, instead of one/);
    await expect(buildWith({ file: 'no-such-file.ts', line: 'words', becomes: '' })).rejects.toThrow('no-such-file.ts has 0 places');
  });
});
