/** The error for a caller's mistake: it names the argument, its value and the bound it breaks. */
export function outOfRange(name: string, value: unknown, bound: string): RangeError {
  return new RangeError(`${name} must be ${bound}, but it is ${String(value)}`);
}
