export const decimal = (value: number): string => value.toFixed(3);

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** With its sign, also where it is positive. */
export const signed = (difference: number, digits: number): string => {
  const text = difference.toFixed(digits);
  const isZero = Number(text) === 0;
  return isZero ? (0).toFixed(digits) : text.startsWith('-') ? text.replace('-', '−') : `+${text}`;
};
