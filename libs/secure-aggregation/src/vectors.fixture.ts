import { readFileSync } from 'node:fs';

interface Vectors {
  readonly products: readonly (readonly [number, number, number])[];
  readonly inverses: readonly (readonly [number, number])[];
  readonly shamir: { readonly secret: string; readonly coefficients: string; readonly needed: number; readonly shares: readonly string[] };
  readonly mask: { readonly key: string; readonly words: readonly number[]; readonly offset: number; readonly wordsAtOffset: readonly number[] };
  readonly derivedKey: { readonly secret: string; readonly context: string; readonly from: number; readonly to: number; readonly key: string };
  readonly x25519: { readonly aliceSecret: string; readonly alicePublic: string; readonly bobPublic: string; readonly shared: string };
}

/** Known answers of independent programs; `source` in the file says of which. */
export const vectors = JSON.parse(readFileSync(new URL('../../../test/vectors/secure-aggregation.json', import.meta.url), 'utf8')) as Vectors;

export const bytesOf = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
