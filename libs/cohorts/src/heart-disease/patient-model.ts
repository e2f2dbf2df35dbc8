/**
 * How findings depend on coronary disease in the simulation.
 *
 * All numbers are assumptions in the spirit of a cardiology textbook: typical values of adults referred for angiography,
 * and the direction in which disease moves a finding. None is fitted to records. A hidden "burden" (about -1 for healthy
 * vessels, +1 for diseased ones) ties the findings of a patient together. Only sums, products and comparisons are used,
 * so that every platform computes the same patients.
 */

/** Mean burden is +BURDEN_SHIFT with disease and -BURDEN_SHIFT without. */
const BURDEN_SHIFT = 0.9;
const BURDEN_SPREAD = 0.6;
const MEAN_AGE = 54;

/** A standard normal draw. */
export type Normal = () => number;

/** One simulated patient; the values are the texts of the cells. */
export interface SimulatedPatient {
  readonly burden: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** Approximates a standard normal draw by the sum of twelve uniform ones (variance 1, within -6 and 6). */
export function normalFrom(uniform: () => number): Normal {
  return () => {
    let sum = -6;
    for (let i = 0; i < 12; i++) sum += uniform();
    return sum;
  };
}

/** Draws all findings of one patient except sex, which the hospital assigns to keep its balance. */
export function simulatedPatient(given: { diseased: boolean; ageShift: number; normal: Normal }): SimulatedPatient {
  const { diseased, ageShift, normal } = given;
  const burden = (diseased ? BURDEN_SHIFT : -BURDEN_SHIFT) + BURDEN_SPREAD * normal();
  const age = whole(MEAN_AGE + ageShift + 3 * burden + 8 * normal(), { from: 28, to: 80 });
  // Millimetres of ST depression; most healthy patients have none.
  const depression = Math.max(0, 0.5 + 0.6 * burden + 0.9 * normal());
  const graded = (loading: number, steps: readonly Step[]) => step(loading * burden + normal(), steps);
  const cells = {
    age: String(age),
    cp: graded(0.7, CHEST_PAIN),
    trestbps: String(whole(130 + 0.3 * (age - MEAN_AGE) + 16 * normal(), { from: 90, to: 200 })),
    chol: String(whole(235 + 8 * burden + 45 * normal(), { from: 110, to: 420 })),
    fbs: graded(0.1, FASTING_SUGAR),
    restecg: graded(0.2, RESTING_ECG),
    // About 88 % of the rule-of-thumb maximum, 220 minus age, and less with disease.
    thalach: String(whole(0.88 * (220 - age) - 8 * burden + 17 * normal(), { from: 70, to: 200 })),
    exang: graded(0.7, EXERCISE_ANGINA),
    oldpeak: String(whole(10 * depression, { from: 0, to: 60 }) / 10),
    slope: step(0.5 * depression + 0.2 * burden + 0.8 * normal(), ST_SLOPE),
    ca: step(0.7 * burden + 0.03 * (age - MEAN_AGE) + normal(), VESSELS),
    thal: graded(0.7, THALLIUM),
    disease: diseased ? '1' : '0',
  };
  return { burden, cells };
}

/** A code and the score up to which it is given. */
type Step = readonly [code: string, upTo: number];

/** Patients without pain come to angiography because another test was clearly abnormal, so disease is frequent in them. */
const CHEST_PAIN: readonly Step[] = [
  ['2', -0.6],
  ['3', 0.1],
  ['1', 0.4],
  ['4', Infinity],
];
const FASTING_SUGAR: readonly Step[] = [
  ['0', 1.05],
  ['1', Infinity],
];
const RESTING_ECG: readonly Step[] = [
  ['0', 0.25],
  ['1', 0.85],
  ['2', Infinity],
];
const EXERCISE_ANGINA: readonly Step[] = [
  ['0', 0.4],
  ['1', Infinity],
];
const ST_SLOPE: readonly Step[] = [
  ['1', 0.3],
  ['2', 1.8],
  ['3', Infinity],
];
const VESSELS: readonly Step[] = [
  ['0', 0.4],
  ['1', 1.1],
  ['2', 1.8],
  ['3', Infinity],
];
const THALLIUM: readonly Step[] = [
  ['3', 0.2],
  ['6', 0.4],
  ['7', Infinity],
];

function step(score: number, steps: readonly Step[]): string {
  const [code] = steps.find(([, upTo]) => score <= upTo) ?? steps[steps.length - 1];
  return code;
}

function whole(value: number, { from, to }: { from: number; to: number }): number {
  return Math.min(to, Math.max(from, Math.round(value)));
}
