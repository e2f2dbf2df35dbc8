import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { localTime, weekdayOf } from './local-time.js';

const APRIL_12_2016 = Date.UTC(2016, 3, 12) / 86_400_000;

describe('a local time', () => {
  it.each([
    ['iso', '2016-04-12', 0],
    ['iso', '2016-04-12 13:00', 13 * 3600],
    ['iso', ' 2016-04-12T13:00:05.250Z ', 13 * 3600 + 5],
    ['iso', '2016-04-12T23:59:59+02:00', 86_399],
    ['us', '4/12/2016', 0],
    ['us', '4/12/2016 12:00:00 AM', 0],
    ['us', '04/12/2016 12:30 PM', 12 * 3600 + 1800],
    ['us', '4/12/2016 1:00:00 PM', 13 * 3600],
    ['us', '4/12/2016 13:05', 13 * 3600 + 300],
  ] as const)('in the form %s is read from %s, and no zone is applied', (format, text, second) => {
    expect(localTime(text, format)).toEqual({ day: APRIL_12_2016, second });
  });

  it.each([
    ['iso', '4/12/2016'],
    ['us', '2016-04-12'],
    ['us', '13/4/2016'],
    ['us', '2/30/2016'],
    ['iso', '2015-02-29'],
    ['iso', '2016-04-12 24:00'],
    ['iso', '2016-04-12 12:60'],
    ['us', '4/12/2016 0:00 AM'],
    ['us', '4/12/2016 13:00 PM'],
    ['iso', ''],
  ] as const)('in the form %s is not read from "%s"', (format, text) => {
    expect(localTime(text, format)).toBeNull();
  });

  it('is on the day of the week that the calendar has', () => {
    fc.assert(fc.property(fc.integer({ min: -20_000, max: 40_000 }), (day) => expect(weekdayOf(day)).toBe(new Date(day * 86_400_000).getUTCDay())));
  });
});
