import { describe, expect, it } from '@jest/globals';
import { bytesText, countOf, deltaText, differenceText, epsilonText, shareText } from './numbers.js';

describe('epsilonText', () => {
  it.each([
    [3, '3.00'],
    [0.5, '0.500'],
    [12.345, '12.3'],
    [0, '0'],
    [1234.5, '1,235'],
  ])('shows %d with three significant digits', (epsilon, text) => {
    expect(epsilonText(epsilon)).toBe(text);
  });
});

describe('deltaText', () => {
  it.each([
    [0.00001, '1e-5'],
    [0.0000015, '1.5e-6'],
    [0, '0'],
  ])('shows %d in scientific form', (delta, text) => {
    expect(deltaText(delta)).toBe(text);
  });
});

describe('bytesText', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [19_862, '19.9 kB'],
    [1_000_000, '1 MB'],
  ])('shows %d bytes in decimal units', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });
});

describe('shareText', () => {
  it('keeps the sign that noise can give a share', () => {
    expect(shareText(-0.0034, 1)).toBe('-0.3 %');
  });
});

describe('differenceText', () => {
  it.each([
    [0.0314, '+0.031'],
    [-0.0316, '−0.032'],
    [0, '0.000'],
    [-0.0004, '0.000'],
  ])('shows %d with its sign, unless it rounds to nothing', (difference, text) => {
    expect(differenceText(difference)).toBe(text);
  });
});

describe('countOf', () => {
  it('agrees in number, also for nouns that end in y', () => {
    expect([countOf(1, 'site'), countOf(4, 'site'), countOf(2, 'study')]).toEqual(['1 site', '4 sites', '2 studies']);
  });
});
