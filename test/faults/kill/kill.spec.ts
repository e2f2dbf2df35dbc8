import { describe, expect, it, jest } from '@jest/globals';
import { isLong, sayWhatWaits } from '../long.js';
import { campaign, spread } from './campaign.js';
import { isClean } from './tally.js';

jest.setTimeout(300_000);

const said: string[] = [];
const say = (line: string): void => void said.push(line);

sayWhatWaits('kill -9 at three more points of a round');

describe('kill -9 of real processes, each a second time in its recovery', () => {
  it.each([
    ['site', isLong ? 4 : 2],
    ['coordinator', isLong ? 2 : 1],
  ] as const)('of the %s at %i points of a round loses, duplicates and refunds nothing, and resends are identical', async (victim, most) => {
    const tally = await campaign({ victim, choice: { kind: 'spread', most }, say });
    expect({ clean: isClean(tally), said }).toEqual({ clean: true, said });
    expect(tally.kills).toBeGreaterThanOrEqual(2 * most - 1);
  });
});

describe('points that are chosen', () => {
  it('lie evenly between the first and the last', () => {
    expect(spread(7, 4)).toEqual([1, 3, 5, 7]);
    expect(spread(3, 40)).toEqual([1, 2, 3]);
  });
});
