/** Puts a candidate among the nearest ones so far, ascending by distance, in place of the last; of equal ones the earlier stays first. */
export function insertNearest(rows: Int32Array, distances: Float64Array, item: { row: number; distance: number }): void {
  let place = rows.length - 1;
  for (; place > 0 && distances[place - 1] > item.distance; place--) {
    rows[place] = rows[place - 1];
    distances[place] = distances[place - 1];
  }
  rows[place] = item.row;
  distances[place] = item.distance;
}
