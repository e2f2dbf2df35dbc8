import { scaledDays, type ChannelScale, type DaySet } from '@commonward/evaluation';
import type { SeriesShape } from '@commonward/networks';

/** Weekdays, weekends. */
const CLASSES = 2;

/** Days as a network reads them, and back. */
export interface DayRows {
  readonly shape: SeriesShape;
  /** The channels from -1 to 1 by their logarithm, hour by hour, and then whether it is a weekend, one-hot. */
  readonly rowsOf: (days: DaySet) => Float32Array[];
  /** @param drawn [days * steps * channels], and of which class each day is */
  readonly daysOf: (drawn: Float32Array, classes: readonly number[]) => DaySet;
}

/** @param days of any number: what channels there are, and how many steps */
export function dayRows({ channels, steps }: Pick<DaySet, 'channels' | 'steps'>): DayRows {
  const width = channels.length * steps;
  return {
    shape: { steps, channels: channels.length, classes: CLASSES },
    rowsOf: (days) => {
      const { rows, values } = scaledDays(days);
      return Array.from({ length: rows }, (_, day) => {
        const row = new Float32Array(width + CLASSES);
        for (let at = 0; at < width; at++) row[(at % steps) * channels.length + Math.floor(at / steps)] = 2 * values[day * width + at] - 1;
        row[width + days.weekend[day]] = 1;
        return row;
      });
    },
    daysOf: (drawn, classes) => ({
      channels,
      steps,
      weekend: Uint8Array.from(classes),
      values: Float64Array.from(drawn, (_, at) => {
        const [day, channel, step] = [Math.floor(at / width), Math.floor((at % width) / steps), at % steps];
        return readingOf((drawn[day * width + step * channels.length + channel] + 1) / 2, channels[channel]);
      }),
    }),
  };
}

/** The way back of the scale of `scaledDays`, to a whole number. */
function readingOf(scaled: number, { min, max }: ChannelScale): number {
  return Math.round(min > 0 ? min * (max / min) ** scaled : min + Math.expm1(scaled * Math.log1p(max - min)));
}
