import { checkInteger } from '../check-integer.js';
import { frozenList } from '../frozen-list.js';

export interface BlockParameters {
  readonly name: string;
  readonly values: readonly number[];
  readonly blocks: number;
  readonly largest: number;
}

/**
 * A copy of the noise parameters, one for each block, each read once.
 *
 * @throws RangeError if there are more or fewer than blocks, or one is not an integer from 1 to `largest`
 */
export function parameterOfEachBlock({ name, values, blocks, largest }: BlockParameters): readonly number[] {
  if (values.length !== blocks) {
    throw new RangeError(`${name} must hold one number for each of ${blocks} blocks, but it holds ${values.length}`);
  }
  return frozenList(blocks, (b) => {
    const value = values[b];
    checkInteger(`${name}[${b}]`, value, largest);
    return value;
  });
}
