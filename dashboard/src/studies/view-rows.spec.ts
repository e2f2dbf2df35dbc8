import { describe, expect, it } from '@jest/globals';
import type { PlanViews } from '../api/model.js';
import { viewRows } from './view-rows.js';

const view = (honestShares: number, epsilon: number) => ({ honestShares, rhoUnits: 12 / honestShares, rho: 12 / honestShares, epsilon });
const views = (booked: PlanViews['booked']): PlanViews => ({ booked, summed: 4, corrupted: 1, alone: view(1, 5.4), coalition: view(3, 3), allHonest: view(4, 2.6) });

describe('viewRows', () => {
  it('marks in shared trust the coalition as booked, and alarms about what a site alone has', () => {
    const rows = viewRows(views('coalition'));
    expect(rows.map(({ name, epsilon, booked, alarming }) => [name, epsilon, booked, alarming])).toEqual([
      ['Alone', 5.4, false, true],
      ['Coalition', 3, true, false],
      ['All honest', 2.6, false, false],
    ]);
  });

  it('alarms about nothing in local trust, where the worst is what is booked', () => {
    const rows = viewRows(views('alone'));
    expect(rows.map(({ booked, alarming }) => [booked, alarming])).toEqual([[true, false], [false, false], [false, false]]);
  });
});
