import { InvalidArgumentError } from 'commander';

const UNITS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;
const DURATION = /^(\d{1,6})([smhd])$/;

/** A time as people type it, in seconds: 45s, 30m, 24h, 2d. @throws InvalidArgumentError */
export function seconds(text: string): number {
  const [, count, unit] = DURATION.exec(text) ?? [];
  if (count === undefined || unit === undefined) throw new InvalidArgumentError('expected a time such as 45s, 30m, 24h or 2d');
  return Number(count) * UNITS[unit as keyof typeof UNITS];
}
