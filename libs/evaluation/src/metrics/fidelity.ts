import { encodeTable, tableLayout } from '@commonward/schema';
import type { DataDictionary, RecordTable } from '@commonward/schema';
import { correlationDistance } from './correlation.js';
import { exactCopies, outOfDictionaryCells, ruleViolations } from './record-checks.js';
import { totalVariation } from './total-variation.js';

/** How close synthetic records come to real ones, and whether they are well formed. */
export interface Fidelity {
  readonly tv1: number;
  readonly tv2: number;
  /** Mean absolute difference of Pearson correlations over all pairs of columns. */
  readonly corr: number;
  /** Synthetic rows equal to a real row. */
  readonly copies: number;
  readonly outOfDictionaryCells: number;
  /** Synthetic rows that break a rule of the dictionary. */
  readonly ruleViolations: number;
}

/**
 * Compares synthetic records with the real records they stand for. These are exact scores of the real records, not
 * releases: for cohorts that are public, and for eyes that may see the real records.
 */
export function fidelity({ synthetic, real, dictionary }: { synthetic: RecordTable; real: RecordTable; dictionary: DataDictionary }): Fidelity {
  const layout = tableLayout(dictionary);
  return {
    ...totalVariation(encodeTable(synthetic, dictionary), encodeTable(real, dictionary), layout),
    corr: correlationDistance(synthetic, real, dictionary),
    copies: exactCopies(synthetic, real),
    outOfDictionaryCells: outOfDictionaryCells(synthetic, dictionary),
    ruleViolations: ruleViolations(synthetic, dictionary),
  };
}
