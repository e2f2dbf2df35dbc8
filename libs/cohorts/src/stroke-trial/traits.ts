/**
 * How the findings of a simulated stroke trial hang together.
 *
 * All numbers are assumptions: plausible shares of adults with an acute stroke, and the direction in which three hidden
 * quantities move a finding. None is fitted to records. A finding's score is the sum of the hidden quantities by their
 * loadings and of a part of its own, so that it has variance 1; only sums, products and comparisons follow, so that
 * every platform simulates the same patients.
 */

/** How much each hidden quantity moves a score; their squares add up to less than 1. */
export interface Loadings {
  readonly severity: number;
  readonly frailty: number;
  readonly heart: number;
}

/** One column of the trial: its entry in the dictionary, and how a score becomes a value of a record table. */
export interface Trait {
  readonly name: string;
  readonly entry: Readonly<Record<string, unknown>>;
  readonly loadings: Loadings;
  readonly valueOf: (score: number) => number;
  /** which share of the patients misses it, whatever else is known of them */
  readonly missing: number;
}

const NO_YES = ['no', 'yes'];
const DEFICIT = ['no', 'yes', 'not assessable'];
/** Above this score a deficit is there, above the other it cannot be assessed. */
const NOT_ASSESSABLE_FROM = 1.9;

/** The 18 findings; the nineteenth column is the outcome. */
export const FINDINGS: readonly Trait[] = [
  graded('scan', NO_YES, { cuts: [-0.44] }),
  graded('infarct', NO_YES, { cuts: [0.3], severity: 0.45 }),
  measured('age', { min: 18, max: 99, bins: [18, 45, 55, 62, 68, 74, 80, 86, 99], typical: 72, spread: 12, frailty: 0.75 }),
  graded('consciousness', ['alert', 'drowsy', 'unconscious'], { cuts: [0.75, 2.2], severity: 0.75, frailty: 0.15 }),
  graded('syndrome', ['lacunar', 'posterior', 'partial', 'total'], { cuts: [-0.7, -0.45, 0.7], severity: 0.8 }),
  graded('arm', DEFICIT, { cuts: [-1.1, NOT_ASSESSABLE_FROM], severity: 0.65 }),
  graded('leg', DEFICIT, { cuts: [-0.7, NOT_ASSESSABLE_FROM], severity: 0.65 }),
  graded('speech', DEFICIT, { cuts: [0.1, NOT_ASSESSABLE_FROM], severity: 0.5 }),
  measured('pressure', { min: 70, max: 290, bins: [70, 115, 130, 145, 160, 175, 190, 210, 290], typical: 160, spread: 27, frailty: 0.1, missing: 0.02 }),
  graded('sex', ['female', 'male'], { cuts: [-0.1], frailty: -0.3 }),
  measured('delay', { min: 0, max: 48, bins: [0, 4, 8, 12, 18, 24, 30, 40, 48], typical: 20, spread: 12, severity: -0.25 }),
  graded('asleep', NO_YES, { cuts: [0.55], frailty: 0.1 }),
  graded('fibrillation', NO_YES, { cuts: [0.95], frailty: 0.35, heart: 0.6, missing: 0.05 }),
  graded('heparin', NO_YES, { cuts: [0.7], heart: 0.35 }),
  graded('aspirin', NO_YES, { cuts: [0.8], heart: 0.5, frailty: 0.2 }),
  graded('face', DEFICIT, { cuts: [-0.55, NOT_ASSESSABLE_FROM], severity: 0.55 }),
  graded('vision', DEFICIT, { cuts: [0.95, 1.7], severity: 0.65 }),
  graded('treatment', ['neither', 'aspirin', 'heparin', 'both'], { cuts: [-0.674, 0, 0.674] }),
];

/** Dead or in need of help after half a year. */
export const OUTCOME: Trait = graded('dependent', NO_YES, { cuts: [-0.25], severity: 0.55, frailty: 0.45, heart: 0.15 });

/** One more column, for tables that are wider: every other one a value with bins, the others graded. */
export function laboratoryTrait(index: number): Trait {
  const loading = 0.2 + 0.1 * (index % 4);
  const hidden = [{ severity: loading }, { frailty: loading }, { heart: loading }][index % 3];
  const name = `laboratory${index + 1}`;
  return index % 2 === 0
    ? measured(name, { min: 0, max: 200, bins: [0, 55, 75, 90, 100, 110, 125, 145, 200], typical: 100, spread: 30, missing: 0.03, ...hidden })
    : graded(name, ['low', 'normal', 'high', 'very high'], { cuts: [-1, 0.8, 1.7], ...hidden });
}

interface Hidden extends Partial<Loadings> {
  readonly missing?: number;
}

function measured(name: string, options: Hidden & { min: number; max: number; bins: readonly number[]; typical: number; spread: number }): Trait {
  const { min, max, bins, typical, spread } = options;
  const valueOf = (score: number): number => Math.min(Math.max(Math.floor(typical + spread * score + 0.5), min), max);
  return trait({ name, type: 'numeric', min, max, bins, integer: true }, options, valueOf);
}

function graded(name: string, categories: readonly string[], options: Hidden & { cuts: readonly number[] }): Trait {
  const valueOf = (score: number): number => options.cuts.filter((cut) => score >= cut).length;
  return trait({ name, type: 'categorical', categories, other: false }, options, valueOf);
}

function trait(entry: { readonly name: string } & Record<string, unknown>, { missing = 0, severity = 0, frailty = 0, heart = 0 }: Hidden, valueOf: Trait['valueOf']): Trait {
  return { name: entry.name, entry: { ...entry, missing: missing > 0 ? [''] : null }, loadings: { severity, frailty, heart }, valueOf, missing };
}
