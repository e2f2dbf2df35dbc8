import { bind, Sensitive, type Bounded } from './boundary.js';
import type { BoundedBlock, SensitivityClaim } from './boundary-claim.js';

/** A vector of nobody's records; its blocks lie one after the other and claim a sensitivity of 1 unless they say more. */
export function aBounded(value: Int32Array, blocks: readonly BlockOfTest[], from: Partial<Origin> = {}): Bounded<Int32Array> {
  let start = 0;
  const claimed = blocks.map((block) => {
    const whole = { start, squaredSensitivity: 1, l1Sensitivity: 1, coordinateSensitivity: 1, ...block };
    start += block.length;
    return whole;
  });
  return bind(value, { records: Sensitive.of(null), adjacency: 'replace-one', blocks: claimed, ...from });
}

type BlockOfTest = Partial<BoundedBlock> & Pick<BoundedBlock, 'length'>;

interface Origin extends Pick<SensitivityClaim, 'adjacency'> {
  readonly records: Sensitive<unknown>;
}
