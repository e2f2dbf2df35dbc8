import { describe, expect, it } from '@jest/globals';
import { addressesIn, parseAddresses, splitAddress } from './address.js';

describe('a list of coordinators', () => {
  it.each([
    ['one.example.org:7444', ['one.example.org:7444']],
    ['one.example.org:7444,192.0.2.7:7444,[2001:db8::1]:7444', ['one.example.org:7444', '192.0.2.7:7444', '[2001:db8::1]:7444']],
  ])('%s names %j', (text, addresses) => {
    expect(parseAddresses(text)).toEqual(addresses);
    expect(addressesIn(text)).toEqual(addresses);
  });

  it.each(['', ',', 'one.example.org', 'one.example.org:7444,', 'one.example.org:7444, two.example.org:7444', 'https://one.example.org:7444', 'a:123456'])('%j is none', (text) => {
    expect(parseAddresses(text)).toBeNull();
  });

  it('gives host and port of each, also of the sixth version', () => {
    expect(splitAddress('[2001:db8::1]:7444')).toEqual({ host: '2001:db8::1', port: 7444 });
  });
});
