import { ColumnReader, LEFT_OUT } from '../column-reader.js';
import { cellFinder } from '../encoder.js';
import type { FindingKind, Findings } from '../finding.js';
import { PatientSeats } from '../patient-seats.js';
import { weekdayOf, type LocalTime } from './local-time.js';
import { calendarCodes } from './series-days.js';
import type { SeriesChannel, SeriesDictionary } from './series-dictionary.js';

/** A day while its readings come together. S = channels x steps. */
export interface GatheredDay {
  /** The patient's number, in order of appearance. */
  readonly patient: number;
  readonly day: number;
  readonly firstLine: number;
  /** [S] */
  readonly sums: Float64Array;
  /** [S] how many readings were added */
  readonly counts: Uint32Array;
  /** [S] second of the day of the last reading, plus 1; 0 before the first */
  readonly latest: Uint32Array;
  /** The cells of the attributes; null until a row says them, or if one cannot be used. */
  attributes: readonly number[] | null;
}

const SECONDS_OF_A_DAY = 86_400;

/**
 * Gathers readings into days on the public grid.
 *
 * A reading counts in the step of its local time. Within a step of one day and channel only a reading later than those before it counts:
 * so a row that is there twice counts once, and of an hour that the clock shows twice in autumn the first counts; the hour that
 * it skips in spring has no reading. Of each patient the first `daysPerPatient` days count.
 *
 * Memory: for each day 16 bytes for each step of each channel, and its key.
 */
export class DayCollector {
  readonly #dictionary: SeriesDictionary;
  readonly #findings: Findings;
  readonly #seats: PatientSeats;
  readonly #days = new Map<string, GatheredDay | null>();
  readonly #patients = new Map<string, number>();
  readonly #tooMany: FindingKind;
  readonly #repeated: readonly FindingKind[];

  constructor(dictionary: SeriesDictionary, findings: Findings) {
    const { patientId, daysPerPatient, channels } = dictionary;
    this.#dictionary = dictionary;
    this.#findings = findings;
    this.#seats = new PatientSeats(daysPerPatient);
    this.#tooMany = { severity: 'note', column: patientId, text: `of a patient the first ${daysPerPatient} days count, and the patient has more; the day is left out` };
    this.#repeated = channels.map(({ name }) => ({ severity: 'note', column: name, text: 'a reading of this time, or of a later one in the same step, came before; the first counts, and this one is left out' }));
  }

  /** @returns the day of a patient, made if it is not there; null if it is one more than counts */
  dayOf(patient: string, { day, line }: { day: number; line: number }): GatheredDay | null {
    const key = `${day} ${patient}`;
    const known = this.#days.get(key);
    if (known !== undefined) return known;
    const isSeated = this.#seats.take(patient, line).kind === 'taken';
    if (!isSeated) this.#findings.add(this.#tooMany, { line, detail: '' });
    const gathered = isSeated ? this.#newDay(patient, { day, line }) : null;
    this.#days.set(key, gathered);
    return gathered;
  }

  #newDay(patient: string, { day, line }: { day: number; line: number }): GatheredDay {
    const number = this.#patients.get(patient) ?? this.#patients.size;
    this.#patients.set(patient, number);
    const steps = this.#dictionary.channels.length * this.#dictionary.grid.count;
    const bytes = new ArrayBuffer(16 * steps);
    const [sums, counts, latest] = [new Float64Array(bytes, 0, steps), new Uint32Array(bytes, 8 * steps, steps), new Uint32Array(bytes, 12 * steps, steps)];
    return { patient: number, day, firstLine: line, sums, counts, latest, attributes: null };
  }

  /** @param time may lie beyond midnight: then it is a reading of the next day; outside the grid it is none */
  add(patient: string, reading: { time: LocalTime; channel: number; value: number; line: number }): void {
    const { time, channel, value, line } = reading;
    const second = time.second % SECONDS_OF_A_DAY;
    const step = this.#stepOf(second);
    const day = step === null ? null : this.dayOf(patient, { day: time.day + Math.floor(time.second / SECONDS_OF_A_DAY), line });
    if (step === null || day === null) return;
    const at = channel * this.#dictionary.grid.count + step;
    if (second < day.latest[at]) {
      this.#findings.add(this.#repeated[channel], { line, detail: '' });
      return;
    }
    day.latest[at] = second + 1;
    day.sums[at] += value;
    day.counts[at] += 1;
  }

  #stepOf(second: number): number | null {
    const { startMinute, stepMinutes, count } = this.#dictionary.grid;
    const step = Math.floor((second / 60 - startMinute) / stepMinutes);
    return step >= 0 && step < count ? step : null;
  }

  /** The days that count, in the order of their first rows. */
  *days(): Iterable<GatheredDay> {
    for (const day of this.#days.values()) if (day !== null) yield day;
  }
}

/** Reads a reading as it is: bounds are those of what a whole step comes to. */
export const readingReader = (channel: SeriesChannel, findings: Findings): ColumnReader =>
  new ColumnReader({ ...channel, min: -Number.MAX_VALUE, max: Number.MAX_VALUE, integer: false }, findings);

/** The cells of attributes, or null if one cannot be used. */
export function attributeReader({ attributes: { columns } }: SeriesDictionary, findings: Findings): (cells: readonly string[], line: number) => readonly number[] | null {
  const readers = columns.map((column) => new ColumnReader(column, findings));
  const finders = columns.map(cellFinder);
  return (cells, line) => {
    const values = readers.map((reader, j) => reader.read(cells[j], line));
    return values.includes(LEFT_OUT) ? null : values.map((value, j) => finders[j](value));
  };
}

/** The cells of the calendar for a day. */
export const calendarOf = ({ calendar }: SeriesDictionary, { day }: Pick<GatheredDay, 'day'>): number[] => calendarCodes(calendar, weekdayOf(day));
