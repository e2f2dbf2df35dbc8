import { permutation, seededRandom } from '@commonward/evaluation';
import type { SeriesDays } from '@commonward/schema';

export const SPLITS = ['days', 'persons'] as const;
/** `days`: a quarter of all days is held out, of persons of whom others are learnt from; `persons`: all days of eight persons are. */
export type SplitKind = (typeof SPLITS)[number];

/** Places of days. */
export interface DaySplit {
  /** of four sites; all days of a person are at one */
  readonly sites: readonly (readonly number[])[];
  readonly test: readonly number[];
}

const SITES = 4;
const HELD_OUT_SHARE = 0.25;
const HELD_OUT_PERSONS = 8;

export function splitDays(days: SeriesDays, kind: SplitKind, seed: number): DaySplit {
  const random = seededRandom(seed);
  const persons = permutation(1 + Math.max(...days.patients), random);
  const heldOut = new Set(persons.subarray(0, HELD_OUT_PERSONS));
  const places = [...days.patients.keys()];
  const isTest = new Set(places.filter((place) => (kind === 'days' ? random.uniform() < HELD_OUT_SHARE : heldOut.has(days.patients[place]))));
  const siteOf = new Map(Array.from(persons, (person, turn) => [person, turn % SITES]));
  const training = places.filter((place) => !isTest.has(place));
  return {
    sites: Array.from({ length: SITES }, (_, site) => training.filter((place) => siteOf.get(days.patients[place]) === site)),
    test: [...isTest],
  };
}

export function takeSeriesDays({ rows, codes, values, patients }: SeriesDays, places: readonly number[]): SeriesDays {
  const [width, steps] = [codes.length / rows, values.length / rows];
  const taken = { rows: places.length, codes: new Uint8Array(places.length * width), values: new Float64Array(places.length * steps), patients: Int32Array.from(places, (place) => patients[place]) };
  places.forEach((place, row) => {
    taken.codes.set(codes.subarray(place * width, (place + 1) * width), row * width);
    taken.values.set(values.subarray(place * steps, (place + 1) * steps), row * steps);
  });
  return taken;
}
