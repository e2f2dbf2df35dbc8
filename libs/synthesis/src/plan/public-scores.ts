import type { TableLayout } from '@commonward/schema';

/**
 * The public scores of each column's cells: the order of bins or of the dictionary's categories, with mean 0 and variance 1 if all were
 * equally frequent. Missing and other values score 0, and so does a column's only value.
 *
 * @returns one [cells of the column] for each column
 */
export function publicScores({ columns }: Pick<TableLayout, 'columns'>): readonly Float64Array[] {
  return columns.map(({ size, values }) => {
    const spread = Math.sqrt((values * values - 1) / 12);
    return Float64Array.from({ length: size }, (_, cell) => (cell < values && values > 1 ? (cell - (values - 1) / 2) / spread : 0));
  });
}

/** The products of every two columns' scores of a record, the first column's pairs first. @param scores as from `publicScores` */
export function scoreProducts(scores: readonly Float64Array[], record: Uint8Array): Float64Array {
  const products = new Float64Array(productsOfScores(scores.length));
  let at = 0;
  for (let i = 0; i < scores.length; i += 1) {
    const score = scores[i][record[i]];
    for (let j = i + 1; j < scores.length; j += 1) products[at++] = score * scores[j][record[j]];
  }
  return products;
}

/** How many products of two different columns' scores there are: one for each pair, the first column's pairs first. */
export const productsOfScores = (columns: number): number => (columns * (columns - 1)) / 2;
