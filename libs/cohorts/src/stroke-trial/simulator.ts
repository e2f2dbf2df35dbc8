import { uniformStream } from '../uniform-stream.js';
import { trialTraits } from './dictionary.js';
import type { Loadings, Trait } from './traits.js';

const UNCONSCIOUS = 2;
const TOTAL = 3;
const PARTIAL = 2;
const NO = 0;
const YES = 1;
const NOT_ASSESSABLE = 2;

interface Simulation {
  readonly rows: number;
  /** as `trialTraits` takes it */
  readonly columns: number;
  /** 32 bytes; the same seed gives the same patients, and the first of them whatever the number of rows */
  readonly seed: Uint8Array;
}

/**
 * Simulated patients of a trial, one after the other, as a record table holds them.
 *
 * The truth is known: `traits.ts` says how columns depend on each other, and the rules of `trialDictionary` hold in every patient.
 * @returns [columns] values each; NaN is a missing value; a new array for every patient
 * @throws RangeError if the seed or the number of columns is out of bounds
 */
export function* trialPatients({ rows, columns, seed }: Simulation): Iterable<Float64Array> {
  const traits = trialTraits(columns);
  const at = new Map(traits.map(({ name }, j) => [name, j]));
  const uniform = uniformStream(seed);
  for (let row = 0; row < rows; row += 1) {
    const patient = drawnPatient(traits, uniform);
    keepRules(patient, at);
    yield patient;
  }
}

function drawnPatient(traits: readonly Trait[], uniform: () => number): Float64Array {
  const hidden: Loadings = { severity: normal(uniform), frailty: normal(uniform), heart: normal(uniform) };
  const patient = new Float64Array(traits.length);
  for (let j = 0; j < traits.length; j += 1) {
    const { loadings, valueOf, missing } = traits[j];
    const { severity, frailty, heart } = loadings;
    const own = Math.sqrt(1 - severity * severity - frailty * frailty - heart * heart);
    const score = severity * hidden.severity + frailty * hidden.frailty + heart * hidden.heart + own * normal(uniform);
    patient[j] = missing > 0 && uniform() < missing ? NaN : valueOf(score);
  }
  return patient;
}

/** The sum of four uniform draws, scaled to variance 1: within 3.5 of 0, and the same on every platform. */
function normal(uniform: () => number): number {
  return (uniform() + uniform() + uniform() + uniform() - 2) * Math.sqrt(3);
}

/** What a physician could not have written down is put right. */
function keepRules(patient: Float64Array, at: ReadonlyMap<string, number>): void {
  const is = (column: string, value: number): boolean => patient[at.get(column) ?? -1] === value;
  const set = (column: string, value: number): void => {
    const j = at.get(column);
    if (j !== undefined) patient[j] = value;
  };
  if (is('scan', NO)) set('infarct', NO);
  if (is('consciousness', UNCONSCIOUS) && is('speech', NO)) set('speech', NOT_ASSESSABLE);
  if (is('syndrome', TOTAL) && is('arm', NO) && is('leg', NO)) set('syndrome', PARTIAL);
  if (is('consciousness', NO) && is('arm', NOT_ASSESSABLE) && is('leg', NOT_ASSESSABLE) && is('speech', NOT_ASSESSABLE)) set('speech', YES);
}
