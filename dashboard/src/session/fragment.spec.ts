import { describe, expect, it } from '@jest/globals';
import { accessKeyIn } from './fragment.js';

describe('accessKeyIn', () => {
  it('finds the key of a printed address', () => {
    expect(accessKeyIn('#key=abc%2Fdef')).toBe('abc/def');
  });

  it('keeps a plus sign, which a form would read as a space', () => {
    expect(accessKeyIn('#key=a+b')).toBe('a+b');
  });

  it('takes a badly escaped key as it stands', () => {
    expect(accessKeyIn('#key=100%')).toBe('100%');
  });

  it('finds none in other fragments', () => {
    expect(accessKeyIn('#cleveland')).toBeNull();
  });
});
