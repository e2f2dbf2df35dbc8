import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jsonFault } from './json-syntax.js';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('jsonFault', () => {
  it('agrees with the engine on what is JSON', () => {
    fc.assert(fc.property(fc.json(), (text) => jsonFault(text) === null));
    const broken = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', '0', '\\', '\n', '\u001f', '\u007f', '-', 'e')).map(([text, at, mark]) => {
      const cut = at % (text.length + 1);
      return text.slice(0, cut) + mark + text.slice(cut + 1);
    });
    fc.assert(fc.property(broken, (text) => (jsonFault(text) === null) === isJson(text)));
  });

  it.each([
    ['', 1, 1],
    ['{"a":1,}', 1, 8],
    ['{\n "a" 1}', 2, 6],
    ['[1 2]', 1, 4],
    ['{"a":01}', 1, 7],
    ['[1]\n]', 2, 1],
    ["{'a':1}", 1, 2],
  ])('finds the place in %j', (text, line, column) => {
    expect(jsonFault(text)).toMatchObject({ line, column });
  });

  it('refuses a text that is nested too deeply', () => {
    expect(jsonFault('['.repeat(100_000))?.expected).toBe('something less deeply nested');
  });
});
