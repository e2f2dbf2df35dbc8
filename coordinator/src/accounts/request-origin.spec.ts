import { describe, expect, it } from '@jest/globals';
import { isForeign, isLocalProgram } from './request-origin.js';

const cookie = 'commonward_session=x';
const host = 'consortium.example.org';
const HERE = { host, origin: `https://${host}` };

describe('a request that changes something', () => {
  it.each([
    ['from a page of the dashboard', { ...HERE, cookie }, false],
    ['from a page of another site', { host, origin: 'https://elsewhere.example.org', cookie }, true],
    ['from a page of another site, before anyone signed in', { host, origin: 'https://elsewhere.example.org' }, true],
    ['from a page without an origin of its own', { host, origin: 'null', cookie }, true],
    ['from another port', { host, origin: `https://${host}:8443`, cookie }, true],
    ['with a cookie and no origin', { host, cookie }, true],
    ['of a program without a cookie', { host }, false],
  ])('%s', (_, headers, foreign) => {
    expect(isForeign({ method: 'POST', headers })).toBe(foreign);
    expect(isForeign({ method: 'DELETE', headers })).toBe(foreign);
    expect(isForeign({ method: 'GET', headers })).toBe(false);
  });
});

describe('the access key', () => {
  it.each([
    ['to a program on this machine', { host }, '127.0.0.1', true],
    ['over IPv6', { host }, '::1', true],
    ['to a program where the interface is bound to every address', { host }, '::ffff:127.0.0.1', true],
    ['not to another machine', { host }, '10.0.0.7', false],
    ['not through a proxy on this machine', { host, 'x-forwarded-for': '10.0.0.7' }, '127.0.0.1', false],
    ['not to a page in a browser', HERE, '127.0.0.1', false],
    ['not to a browser that reads', { host, 'sec-fetch-site': 'same-origin' }, '127.0.0.1', false],
  ])('opens the interface %s', (_, headers, address, local) => {
    expect(isLocalProgram({ headers, address })).toBe(local);
  });
});
