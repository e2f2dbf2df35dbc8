/** A moment by the clock on the wall: days since 1970-01-01, and seconds since the day began. */
export interface LocalTime {
  readonly day: number;
  readonly second: number;
}

/** A zone at the end of a time is not applied: the day is the one that its writer lived through. */
const ISO = /^(?<year>\d{4})-(?<month>\d\d)-(?<date>\d\d)(?:[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;
const US = /^(?<month>\d{1,2})\/(?<date>\d{1,2})\/(?<year>\d{4})(?: (?<hour>\d{1,2}):(?<minute>\d\d)(?::(?<second>\d\d))?(?: (?<half>[AP]M))?)?$/;
const DAY_MS = 86_400_000;

/**
 * Reads a date, or a date and a time: "2016-04-12 13:00" (iso), "4/12/2016 1:00:00 PM" (us). A date alone is its first moment.
 * @returns null for every other text, and for a day or a time that no calendar or clock has
 */
export function localTime(text: string, format: 'iso' | 'us'): LocalTime | null {
  const parts = (format === 'iso' ? ISO : US).exec(text.trim())?.groups;
  if (parts === undefined) return null;
  const [year, month, date, hour, minute, second] = [parts.year, parts.month, parts.date, parts.hour, parts.minute, parts.second].map((part) => Number(part ?? 0));
  const midnight = new Date(Date.UTC(year, month - 1, date));
  const clock = hourOf(hour, parts.half);
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== date || clock === null || minute > 59 || second > 59) return null;
  return { day: midnight.getTime() / DAY_MS, second: 3600 * clock + 60 * minute + second };
}

/** 12 AM is midnight, and 12 PM is noon. */
function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 23 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half === 'PM' ? 12 : 0);
}

/** 0 is Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;
