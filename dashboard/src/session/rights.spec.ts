import { describe, expect, it } from '@jest/globals';
import { may, type Right } from './rights.js';

const RIGHTS: readonly Right[] = ['run studies', 'invite sites', 'see exports', 'request exports', 'decide exports', 'manage accounts'];

describe('the pages', () => {
  it('offer a viewer nothing but reading', () => {
    expect(RIGHTS.filter((right) => may('viewer', right))).toEqual([]);
  });

  it('offer a researcher exports, but not their decision', () => {
    expect(RIGHTS.filter((right) => may('researcher', right))).toEqual(['see exports', 'request exports']);
  });

  it('offer a study admin everything', () => {
    expect(RIGHTS.filter((right) => may('study-admin', right))).toEqual(RIGHTS);
  });
});
