import { seededRandom } from '@commonward/evaluation';
import { parseDictionary } from '@commonward/schema';
import { describe, expect, it } from '@jest/globals';
import { dayRows } from './day-rows.js';
import { imageRows, imagesOf } from './image-rows.js';
import { unconditionalRows } from './unconditional-rows.js';

const { below } = seededRandom(1);

describe('imageRows', () => {
  it('have every pixel from -1 to 1, and come back as the same grey values', () => {
    const pixels = Uint8Array.from({ length: 512 }, (_, at) => at % 256);
    const [one, other] = imageRows({ height: 16, width: 16, pixels, labels: Uint8Array.of(0, 1) }, 2);
    expect([...one.subarray(256), ...other.subarray(256)]).toEqual([1, 0, 0, 1]);
    expect([one[0], one[255]]).toEqual([-1, 1]);
    expect(imagesOf(other.subarray(0, 256))).toEqual(pixels.subarray(256));
  });
});

describe('dayRows', () => {
  const channels = [{ min: 0, max: 5000 }, { min: 30, max: 1000 }];
  const steps = 4;
  const days = { channels, steps, weekend: Uint8Array.of(0, 1), values: Float64Array.from({ length: 16 }, (_, at) => (at % 8 < 4 ? below(5001) : 30 + below(971))) };
  const { rowsOf, daysOf } = dayRows(days);
  const rows = rowsOf(days);

  it('lie hour by hour, and then say whether it is a weekend', () => {
    expect([...rows[1].subarray(8)]).toEqual([0, 1]);
    // 150 kcal between 30 and 1000, by the logarithm.
    const calm = rowsOf({ ...days, values: days.values.map((value, at) => (at % 8 === 5 ? 150 : value)) });
    expect(calm[0][3]).toBeCloseTo((2 * Math.log(5)) / Math.log(1000 / 30) - 1, 6);
  });

  it('come back as the same readings', () => {
    const drawn = Float32Array.from(rows.flatMap((row) => [...row.subarray(0, 8)]));
    expect(daysOf(drawn, [0, 1])).toEqual(days);
  });

  it('reach both ends of a channel', () => {
    const { values } = daysOf(Float32Array.from({ length: 8 }, (_, at) => (at < 4 ? -1 : 1)), [0]);
    expect([...values]).toEqual([0, 0, 5000, 5000, 30, 30, 1000, 1000]);
  });
});

describe('unconditionalRows', () => {
  it('hold every column with its cell for other categories, the target among them, and one class that all share', () => {
    const column = { type: 'categorical', categories: ['no', 'yes'], missing: null };
    const text = JSON.stringify({ name: 'two', kind: 'table', unit: 'patient', target: 'ill', columns: [{ name: 'ill', ...column }, { name: 'finding', ...column }] });
    const { shape, rowsOf, tableOf } = unconditionalRows(parseDictionary({ file: 'dictionary.json', text }));
    expect(shape).toEqual({ columns: [2, 3], classes: 1 });
    const table = { rows: 2, columns: [Float64Array.of(0, 1), Float64Array.of(1, 1)] };
    expect(rowsOf(table).map((row) => [...row])).toEqual([[1, 0, 0, 1, 0, 1], [0, 1, 0, 1, 0, 1]]);
    expect(tableOf(Uint8Array.of(0, 1, 1, 1), () => 0).columns.map((values) => [...values])).toEqual([[0, 1], [1, 1]]);
  });
});
