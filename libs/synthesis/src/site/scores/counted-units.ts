import type { SeriesDays } from '@commonward/schema';
import type { Day, ScoresPlan } from '../../plan/scores/index.js';

/** A day, and the part of its unit that it is: all of a day, or one of as many days of a person as count. */
export interface SharedDay {
  readonly day: Day;
  readonly share: number;
}

/** The days of each unit of privacy. Where it is a person, their days are brought together first, wherever in the source they are. */
export function* countedUnits(chunks: Iterable<SeriesDays>, { guarantee, dictionary }: Pick<ScoresPlan, 'guarantee' | 'dictionary'>): Generator<readonly SharedDay[]> {
  if (guarantee.unit === 'day') {
    for (const { day } of daysOf(chunks)) yield [{ day, share: 1 }];
    return;
  }
  const persons = new Map<number, Day[]>();
  for (const { day, patient } of daysOf(chunks)) {
    const own = persons.get(patient);
    if (own === undefined) persons.set(patient, [day]);
    else if (own.length < dictionary.daysPerPatient) own.push(day);
  }
  for (const days of persons.values()) yield days.map((day) => ({ day, share: 1 / days.length }));
}

function* daysOf(chunks: Iterable<SeriesDays>): Generator<{ readonly day: Day; readonly patient: number }> {
  for (const { rows, codes, values, patients } of chunks) {
    const [width, steps] = [codes.length / rows, values.length / rows];
    for (let row = 0; row < rows; row += 1) {
      const day = { codes: codes.subarray(row * width, (row + 1) * width), values: values.subarray(row * steps, (row + 1) * steps) };
      yield { day, patient: patients[row] };
    }
  }
}
