/** @throws RangeError if the value is not an integer from 1 to `largest` */
export function checkInteger(name: string, value: number, largest: number): void {
  if (!(Number.isInteger(value) && value >= 1 && value <= largest)) {
    throw new RangeError(`${name} must be an integer from 1 to ${largest}, but it is ${value}`);
  }
}
