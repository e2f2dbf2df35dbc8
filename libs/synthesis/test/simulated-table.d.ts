import type { Guarantee } from '@commonward/accounting';
import type { DataDictionary, EncodedTable, ForbiddenCombination } from '@commonward/schema';
import type { PairsStudy, PairsPlan } from '../src/plan/index.js';
export declare const SEED: string;
export declare const SITES: string[];
/** Five columns of a made-up clinic; every patient is measured, cholesterol not always. */
export declare function aDictionary({ publicCohortSize, rules }?: {
    publicCohortSize?: Record<string, number>;
    rules?: ForbiddenCombination[];
}): DataDictionary;
export declare function aGuarantee(changes?: Partial<Guarantee>): Guarantee;
export declare function aPlan(changes?: Partial<PairsStudy>): PairsPlan;
/** A small generator of test numbers (mulberry32), unrelated to the one under test. */
export declare function testUniform(seed: number): () => number;
/** Patients whose disease depends on age and pain, whose cholesterol goes missing with disease, and whose sex depends on nothing. */
export declare function simulatedPatients(rows: number, seed: number): EncodedTable;
/** The plan's tables of these records, times the grid, counted one cell at a time. */
export declare function exactSum(records: EncodedTable, plan: PairsPlan): Float64Array;
/** A plan whose noise is a hundredth of a count, so that a sum without noise is what it says. */
export declare function nearlyNoiseless(plan: PairsPlan): PairsPlan;
/** Mean total variation over all two-way tables. */
export declare function pairDistance(left: EncodedTable, right: EncodedTable, dictionary: DataDictionary): number;
/** The shares of the cells of one two-way table. */
export declare function share({ rows, codes }: EncodedTable, sizes: Int32Array, [i, j]: readonly [number, number]): number[];
