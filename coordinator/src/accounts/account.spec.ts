import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ABSOLUTE_MS, IDLE_MS, isOpen, seen, withoutSession, withSession, type Account } from './account.js';

const START = Date.parse('2026-01-01T09:00:00Z');
const MINUTE = 60_000;
const nobody: Account = { name: 'ada', role: 'researcher', passwordHash: null, createdAt: new Date(START).toISOString(), sessions: [] };
const isIn = ({ sessions }: Account, id: string, now: number) => sessions.some((session) => session.idHash === id && isOpen(session, now));

describe('a session', () => {
  it('ends 15 minutes after the last request', () => {
    const account = withSession(nobody, 'a', START);
    expect([14, 15].map((minutes) => isIn(account, 'a', START + minutes * MINUTE))).toEqual([true, false]);
  });

  it('goes on while it is used, but not beyond 8 hours', () => {
    let account = withSession(nobody, 'a', START);
    const alive: number[] = [];
    for (let minutes = 0; minutes <= 9 * 60; minutes += 10) {
      account = seen(account, 'a', START + minutes * MINUTE);
      if (isIn(account, 'a', START + minutes * MINUTE)) alive.push(minutes);
    }
    expect(alive.at(-1)).toBe(470);
  });

  it('is never open later than 15 minutes after it was last used, nor 8 hours after the sign-in, whenever it is used', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 * 60 * MINUTE }), { maxLength: 30 }), fc.integer({ min: 0, max: 10 * 60 * MINUTE }), (uses, later) => {
        const times = uses.sort((a, b) => a - b);
        const account = times.reduce((known, after) => seen(known, 'a', START + after), withSession(nobody, 'a', START));
        const last = times.findLast((after) => after <= later) ?? 0;
        const mayBeOpen = later - last < IDLE_MS && later < ABSOLUTE_MS;
        return mayBeOpen || times.some((after) => after > later) || !isIn(account, 'a', START + later);
      }),
    );
  });

  it('that has ended cannot be used back to life', () => {
    const account = withSession(nobody, 'a', START);
    expect(seen(account, 'a', START + IDLE_MS)).toBe(account);
  });

  it('ends alone when its owner signs out', () => {
    const account = withSession(withSession(nobody, 'a', START), 'b', START);
    expect(withoutSession(account, 'a').sessions.map(({ idHash }) => idHash)).toEqual(['b']);
  });

  it('is forgotten at the next sign-in after its end', () => {
    const account = withSession(withSession(nobody, 'a', START), 'b', START + IDLE_MS);
    expect(account.sessions.map(({ idHash }) => idHash)).toEqual(['b']);
  });
});
