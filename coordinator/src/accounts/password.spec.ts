import { describe, expect, it } from '@jest/globals';
import { parseOptions } from '@node-rs/argon2';
import { hashPassword, isPassword, NOBODYS_HASH } from './password.js';

const PASSWORD = 'correct horse battery';
const kept = await hashPassword(PASSWORD);

describe('a kept password', () => {
  it('is argon2id over 64 MiB in three passes, with a salt of its own', async () => {
    expect(kept).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(await hashPassword(PASSWORD)).not.toBe(kept);
  });

  it('is known by itself alone', async () => {
    expect(await isPassword(PASSWORD, kept)).toBe(true);
    expect(await isPassword(`${PASSWORD} `, kept)).toBe(false);
  });

  it('is the same however its letters are composed', async () => {
    expect(await isPassword('ve\u0301lo ve\u0301lo ve\u0301lo', await hashPassword('v\u00e9lo v\u00e9lo v\u00e9lo'))).toBe(true);
  });
});

describe("nobody's password", () => {
  it('costs as much as anybody’s', () => {
    expect(parseOptions(NOBODYS_HASH)).toEqual(parseOptions(kept));
  });

  it('is never right', async () => {
    expect(await isPassword(PASSWORD, null)).toBe(false);
  });
});
