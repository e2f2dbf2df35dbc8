import { InvalidArgumentError } from 'commander';

/** Reads one value of an option. @throws InvalidArgumentError in one sentence */
type Reader<Value> = (text: string) => Value;

export const positive: Reader<number> = (text) => {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('Expected a number above 0.');
};

export const probability: Reader<number> = (text) => {
  if (positive(text) < 1) return Number(text);
  throw new InvalidArgumentError('Expected a number between 0 and 1.');
};

export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): Reader<number> {
  const range = most === Number.MAX_SAFE_INTEGER ? `${least} on` : `${least} to ${most}`;
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isSafeInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${range}.`);
  };
}

/** Several values, with commas between. */
export const listOf =
  <Value>(read: Reader<Value>): Reader<readonly Value[]> =>
  (text) =>
    text.split(',').map(read);
