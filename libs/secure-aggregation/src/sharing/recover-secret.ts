import { combineShares, type Share } from './shamir.js';

/** Each try combines one selection; enough for any two wrong shares among 64. */
const MOST_TRIES = 4096;

/** A secret and the shares that it was put together from: as many as are needed. */
export interface Recovered {
  readonly secret: Uint8Array;
  readonly shares: readonly Share[];
}

/**
 * The secret that `isRight` knows, from shares of which some may be wrong: first the first `needed` of them, then
 * selections that leave out one of those, then two, and so on.
 *
 * @returns null if no selection that was tried gives it
 */
export function recoverSecret({ shares, needed, isRight }: { readonly shares: readonly Share[]; readonly needed: number; readonly isRight: (secret: Uint8Array) => boolean }): Recovered | null {
  let tries = 0;
  for (const left of leavingOut(shares.length, shares.length - needed)) {
    tries += 1;
    if (tries > MOST_TRIES) return null;
    const chosen = shares.filter((_, k) => !left.includes(k)).slice(0, needed);
    const secret = combineShares(chosen);
    if (isRight(secret)) return { secret, shares: chosen };
  }
  return null;
}

/** The sets of at most `most` of 0 … count-1, smaller sets first. */
function* leavingOut(count: number, most: number): Generator<readonly number[]> {
  for (let size = 0; size <= most; size += 1) yield* subsets(count, size, 0);
}

function* subsets(count: number, size: number, from: number): Generator<readonly number[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let first = from; first <= count - size; first += 1) {
    for (const rest of subsets(count, size - 1, first + 1)) yield [first, ...rest];
  }
}
