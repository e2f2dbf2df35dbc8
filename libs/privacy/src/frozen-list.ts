/*
 * What a release claims is copied by index, with the language's own functions as they were when this file was loaded: whoever
 * replaces an array's method, iterator or species afterwards changes no claim.
 */
const arrayFrom: <T>(source: ArrayLike<unknown>, item: (_: unknown, index: number) => T) => T[] = Array.from.bind(Array);

export const { freeze } = Object;

/** The items 0, 1, ..., length - 1; each is asked for once, and neither the list nor an item changes afterwards. */
export function frozenList<T>(length: number, item: (index: number) => T): readonly T[] {
  // Without a prototype the source has no iterator, inherited or not: it is read by its length.
  const source = { __proto__: null, length };
  return freeze(arrayFrom(source, (_, index) => freeze(item(index))));
}
