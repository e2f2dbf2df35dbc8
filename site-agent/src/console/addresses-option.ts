import { InvalidArgumentError } from 'commander';
import { parseAddresses } from '../egress/address.js';

/** Checks a list of coordinators as an operator typed it. */
export function addresses(text: string): string {
  if (parseAddresses(text) === null) throw new InvalidArgumentError('expected host:port, or several with commas between');
  return text;
}
