import { describe, expect, it } from '@jest/globals';
import { SignInLimit } from './sign-in-limit.js';

const FIVE_MINUTES = 5 * 60_000;
const tries = (limit: SignInLimit, count: number, attempt: { account: string; address: string }, now = 0) => Array.from({ length: count }, () => limit.admits(attempt, now));

describe('the limit of sign-ins', () => {
  it('stops the sixth attempt at an account from one address, for five minutes', () => {
    const limit = new SignInLimit();
    const ada = { account: 'ada', address: '10.0.0.1' };
    expect(tries(limit, 6, ada)).toEqual([true, true, true, true, true, false]);
    expect(limit.admits(ada, FIVE_MINUTES - 1)).toBe(false);
    expect(limit.admits(ada, FIVE_MINUTES)).toBe(true);
  });

  it('does not let a stranger lock the owner of an account out', () => {
    const limit = new SignInLimit();
    tries(limit, 50, { account: 'ada', address: '10.0.0.1' });
    expect(limit.admits({ account: 'ada', address: '10.0.0.2' }, 0)).toBe(true);
  });

  it('stops an address that tries one account after the other', () => {
    const limit = new SignInLimit();
    const admitted = Array.from({ length: 40 }, (_, index) => limit.admits({ account: `name${index}`, address: '10.0.0.1' }, 0));
    expect(admitted.filter(Boolean)).toHaveLength(30);
  });

  it('forgets what was mistyped once the password was right', () => {
    const limit = new SignInLimit();
    const ada = { account: 'ada', address: '10.0.0.1' };
    tries(limit, 5, ada);
    limit.succeeded(ada);
    expect(limit.admits(ada, 0)).toBe(true);
  });

  it('keeps few counters, however much is tried', () => {
    const limit = new SignInLimit();
    for (let index = 0; index < 10_000; index += 1) limit.admits({ account: `name${index}`, address: '10.0.0.1' }, 0);
    expect(limit.size).toBe(31);
    limit.admits({ account: 'ada', address: '10.0.0.2' }, FIVE_MINUTES);
    expect(limit.size).toBe(2);
  });
});
