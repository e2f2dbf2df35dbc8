import { parseDictionary, tableLayout } from '@commonward/schema';
import { planLength, planBlocks, planPairs } from '../src/plan/index.js';
export const SEED = 'c0ffee'.padEnd(64, '0');
export const SITES = ['north', 'south'];
/** Five columns of a made-up clinic; every patient is measured, cholesterol not always. */
export function aDictionary({ publicCohortSize = {}, rules = [] } = {}) {
    const text = JSON.stringify({
        name: 'clinic',
        kind: 'table',
        unit: 'patient',
        target: 'disease',
        publicCohortSize,
        rules,
        columns: [
            { name: 'age', type: 'numeric', min: 20, max: 80, bins: [20, 35, 50, 65, 80], integer: true, missing: null },
            { name: 'chol', type: 'numeric', min: 100, max: 400, bins: [100, 200, 300, 400], missing: ['', '0'] },
            { name: 'sex', type: 'categorical', categories: ['f', 'm'], missing: null, other: false },
            { name: 'pain', type: 'categorical', categories: ['none', 'mild', 'strong'], missing: ['?'] },
            { name: 'disease', type: 'categorical', categories: ['0', '1'], missing: null },
        ],
    });
    return parseDictionary({ text, file: 'clinic.json' });
}
export function aGuarantee(changes = {}) {
    return { epsilon: 3, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one', ...changes };
}
export function aPlan(changes = {}) {
    const study = { study: 'clinic', dictionary: aDictionary(), guarantee: aGuarantee(), trust: 'local', aggregation: 'plain', sites: SITES, seed: SEED };
    const planning = planPairs({ ...study, ...changes });
    if (planning.kind === 'refused')
        throw new Error(planning.reason);
    return planning.plan;
}
/** A small generator of test numbers (mulberry32), unrelated to the one under test. */
export function testUniform(seed) {
    let state = seed | 0;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
}
/** Patients whose disease depends on age and pain, whose cholesterol goes missing with disease, and whose sex depends on nothing. */
export function simulatedPatients(rows, seed) {
    const uniform = testUniform(seed);
    const codes = new Uint8Array(rows * 5);
    for (let row = 0; row < rows; row++) {
        const age = pick([0.1, 0.3, 0.4, 0.2], uniform());
        const pain = pick(age > 1 ? [0.3, 0.3, 0.3, 0.1] : [0.6, 0.2, 0.1, 0.1], uniform());
        const disease = uniform() < 0.1 + 0.12 * age + (pain === 2 ? 0.4 : 0) ? 1 : 0;
        const chol = uniform() < (disease === 1 ? 0.4 : 0.05) ? 3 : pick([0.3, 0.5, 0.2], uniform());
        codes.set([age, chol, uniform() < 0.4 ? 0 : 1, pain, disease], row * 5);
    }
    return { rows, codes };
}
function pick(shares, uniform) {
    let cell = 0;
    while (cell < shares.length - 1 && (uniform -= shares[cell]) >= 0)
        cell++;
    return cell;
}
/** The plan's tables of these records, times the grid, counted one cell at a time. */
export function exactSum(records, plan) {
    const { sizes } = tableLayout(plan.dictionary);
    const sum = new Float64Array(planLength(plan));
    for (const { columns, start } of planBlocks(plan).flatMap(({ tables }) => tables)) {
        for (let row = 0; row < records.rows; row++) {
            const cells = columns.map((column) => records.codes[row * sizes.length + column]);
            sum[start + (cells.length === 1 ? cells[0] : cells[0] * sizes[columns[1]] + cells[1])] += plan.grid;
        }
    }
    return sum;
}
/** A plan whose noise is a hundredth of a count, so that a sum without noise is what it says. */
export function nearlyNoiseless(plan) {
    return { ...plan, grid: 1000, blocks: plan.blocks.map((block) => ({ ...block, variance: 100 })) };
}
/** Mean total variation over all two-way tables. */
export function pairDistance(left, right, dictionary) {
    const { sizes } = tableLayout(dictionary);
    const distances = [];
    for (let i = 0; i < sizes.length; i++) {
        for (let j = 0; j < i; j++)
            distances.push(tableDistance(share(left, sizes, [i, j]), share(right, sizes, [i, j])));
    }
    return distances.reduce((sum, distance) => sum + distance, 0) / distances.length;
}
/** The shares of the cells of one two-way table. */
export function share({ rows, codes }, sizes, [i, j]) {
    const shares = new Array(sizes[i] * sizes[j]).fill(0);
    for (let row = 0; row < rows; row++)
        shares[codes[row * sizes.length + i] * sizes[j] + codes[row * sizes.length + j]] += 1 / rows;
    return shares;
}
function tableDistance(left, right) {
    return left.reduce((sum, value, at) => sum + Math.abs(value - right[at]), 0) / 2;
}
//# sourceMappingURL=simulated-table.js.map