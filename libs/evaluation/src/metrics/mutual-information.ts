/**
 * How many nats one column of a contingency table tells about the other: 0 for independent columns.
 *
 * @param counts [r][c] whole numbers, at least one above 0
 * @see sklearn.metrics.mutual_info_score
 */
export function mutualInformation(counts: readonly (readonly number[])[]): number {
  const rows = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  const columns = counts[0].map((_, k) => counts.reduce((sum, row) => sum + row[k], 0));
  const n = rows.reduce((sum, total) => sum + total, 0);
  let nats = 0;
  counts.forEach((row, i) => {
    row.forEach((count, k) => {
      if (count > 0) nats += (count / n) * Math.log((count / rows[i]) * (n / columns[k]));
    });
  });
  return Math.max(0, nats);
}
