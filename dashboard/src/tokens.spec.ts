import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

type Triple = readonly [number, number, number];

const css = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

/** sRGB to linear light, IEC 61966-2-1. */
const linear = (value: number): number => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

function colour(scheme: string, name: string): Triple {
  const [, block = ''] = new RegExp(`scheme='${scheme}'\\] \\{([^}]*)\\}`).exec(css) ?? [];
  const [, r, g, b] = new RegExp(`--cw-${name}: #(..)(..)(..);`).exec(block) ?? [];
  if (b === undefined) throw new Error(`There is no colour ${name} in the scheme ${scheme}`);
  const channel = (hex: string): number => linear(parseInt(hex, 16) / 255);
  return [channel(r), channel(g), channel(b)];
}

const times = (rows: readonly Triple[], [x, y, z]: Triple): Triple => {
  const [a, b, c] = rows.map(([i, j, k]) => i * x + j * y + k * z);
  return [a, b, c];
};

/** Linear sRGB to the cone responses of Oklab and back: Björn Ottosson, A perceptual color space for image processing, 2020. */
const toCones: readonly Triple[] = [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566], [0.0883024619, 0.2817188376, 0.6299787005]];
const fromCones: readonly Triple[] = [[4.0767416621, -3.3077115913, 0.2309699292], [-1.2684380046, 2.6097574011, -0.3413193965], [-0.0041960863, -0.7034186147, 1.707614701]];

/** Oklab is linear in the cube roots of the cone responses, so mixing these mixes there. */
function mixed(low: Triple, high: Triple, share: number): Triple {
  const [a, b] = [low, high].map((rgb) => times(toCones, rgb).map(Math.cbrt));
  const [l, m, s] = a.map((value, i) => ((1 - share) * value + share * b[i]) ** 3);
  return times(fromCones, [l, m, s]);
}

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
const luminance = ([r, g, b]: Triple): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const contrast = (a: Triple, b: Triple): number => {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

const shares = Array.from({ length: 101 }, (_, i) => i / 100);

describe.each(['light', 'dark'])('the colours of the scheme %s', (scheme) => {
  it('let a number be read on every colour of a score', () => {
    const [text, low, high] = ['text', 'score-low', 'score-high'].map((name) => colour(scheme, name));
    expect(Math.min(...shares.map((share) => contrast(text, mixed(low, high, share))))).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['text', 'surface'],
    ['soft', 'surface'],
    ['soft', 'page'],
    ['link', 'surface'],
    ['outside', 'surface'],
    ...['good', 'busy', 'warn'].map((tone) => [`${tone}-text`, 'surface']),
    ...['good', 'busy', 'quiet', 'warn', 'bad'].map((tone) => [`${tone}-text`, tone]),
  ])('let %s be read on %s', (text, ground) => {
    expect(contrast(colour(scheme, text), colour(scheme, ground))).toBeGreaterThanOrEqual(4.5);
  });
});
