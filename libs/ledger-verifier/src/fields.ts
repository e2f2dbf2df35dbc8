import { isObject } from './canonical.js';

/** What one member of a record may hold. */
export type Check<T> = (value: unknown) => value is T;
type Shape = Readonly<Record<string, Check<unknown>>>;
/** An object of exactly these members. */
export type Fields<S extends Shape> = { readonly [M in keyof S]: S[M] extends Check<infer T> ? T : never };

const HASH = /^[0-9a-f]{64}$/;
const SIGNATURE = /^[0-9a-f]{128}$/;
const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d([.]\d+)?Z$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export const isHash = (value: unknown): value is string => typeof value === 'string' && HASH.test(value);
export const isSignature = (value: unknown): value is string => typeof value === 'string' && SIGNATURE.test(value);
/** Its length counts code points. */
export const isName = (value: unknown): value is string => typeof value === 'string' && value !== '' && [...value].length <= 200;
/** A whole number that a double holds exactly. */
export const isCount = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
export const isPositive = (value: unknown): value is number => typeof value === 'number' && value > 0;
export const isProbability = (value: unknown): value is number => typeof value === 'number' && value > 0 && value < 1;

export function isInstant(value: unknown): value is string {
  const parts = typeof value === 'string' ? INSTANT.exec(value) : null;
  if (parts === null) return false;
  const [year, month, day] = parts.slice(1, 4).map(Number);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1] + (isLeap && month === 2 ? 1 : 0);
}

export const isOneOf =
  <T extends string | number>(...allowed: readonly T[]): Check<T> =>
  (value): value is T =>
    allowed.some((one) => one === value);

export const isNullOr =
  <T>(check: Check<T>): Check<T | null> =>
  (value): value is T | null =>
    value === null || check(value);

/** For a member that may be missing. */
export const isAbsentOr =
  <T>(check: Check<T>): Check<T | undefined> =>
  (value): value is T | undefined =>
    value === undefined || check(value);

/** Whether it is an object of these members and no others. */
export const hasFields =
  <S extends Shape>(shape: S): Check<Fields<S>> =>
  (value): value is Fields<S> =>
    isObject(value) && Object.keys(value).every((member) => Object.hasOwn(shape, member)) && Object.entries(shape).every(([member, check]) => check(Object.hasOwn(value, member) ? value[member] : undefined));

/** A record's number and its hash. */
export const isHead = hasFields({ seq: isCount, head: isHash });
export type Head = Fields<{ seq: typeof isCount; head: typeof isHash }>;
