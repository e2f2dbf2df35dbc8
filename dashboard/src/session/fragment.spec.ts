import { describe, expect, it } from '@jest/globals';
import { setUpTokenIn } from './fragment.js';

describe('setUpTokenIn', () => {
  it('finds the token of a printed address', () => {
    expect(setUpTokenIn('#setup=abc-DEF_123')).toBe('abc-DEF_123');
  });

  it.each(['', '#setup=', '#cleveland', '#key=abc', '#setup=a b'])('finds none in %j', (fragment) => {
    expect(setUpTokenIn(fragment)).toBeNull();
  });
});
