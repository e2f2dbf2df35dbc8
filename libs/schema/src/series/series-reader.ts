import { LEFT_OUT, type ColumnReader } from '../column-reader.js';
import type { FindingKind, Findings } from '../finding.js';
import { attributeReader, DayCollector, readingReader, type GatheredDay } from './day-collector.js';
import { localTime, type LocalTime } from './local-time.js';
import type { SeriesDictionary } from './series-dictionary.js';
import type { SeriesFile } from './series-files.js';

/** One row of a file: its cells in the order of the file's columns. */
export interface SeriesRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Reads the files of a source one after the other, and puts their readings together by patient and time. */
export class SeriesReader {
  readonly #dictionary: SeriesDictionary;
  readonly #findings: Findings;
  readonly #collector: DayCollector;
  readonly #attributes = new Map<string, readonly number[] | null>();
  readonly #noPatient: FindingKind;
  readonly #noTime: FindingKind;

  constructor(dictionary: SeriesDictionary, findings: Findings) {
    const { patientId, time } = dictionary;
    this.#dictionary = dictionary;
    this.#findings = findings;
    this.#collector = new DayCollector(dictionary, findings);
    this.#noPatient = { severity: 'error', column: patientId, text: 'a value that identifies the patient is expected; fill in the cell; the row is left out' };
    const form = time.format === 'iso' ? '2016-04-12 13:00' : '4/12/2016 1:00:00 PM';
    this.#noTime = { severity: 'error', column: time.column, text: `a date or a time such as ${form} is expected; the row is left out` };
  }

  /** @param findings takes what is said of this file */
  readFile(file: SeriesFile, rows: Iterable<SeriesRow>, findings: Findings): void {
    const readers = this.#dictionary.channels.map((channel) => readingReader(channel, findings));
    const attributesOf = attributeReader(this.#dictionary, findings);
    for (const row of rows) {
      const patient = row.cells[0].trim();
      if (patient === '') {
        findings.add(this.#noPatient, { line: row.line, detail: '' });
      } else if (file.time === null) {
        if (!this.#attributes.has(patient)) this.#attributes.set(patient, attributesOf(row.cells.slice(1), row.line));
      } else {
        const time = localTime(row.cells[file.time], this.#dictionary.time.format);
        if (time === null) findings.add(this.#noTime, { line: row.line, detail: '' });
        else this.#addRow({ file, row, patient, time, readers, attributesOf });
      }
    }
  }

  #addRow({ file, row: { cells, line }, patient, time, readers, attributesOf }: TimedRow): void {
    const day = this.#collector.dayOf(patient, { day: time.day, line });
    if (day === null) return;
    day.attributes ??= this.#attributesFor(patient, () => (file.attributes === null ? null : attributesOf(cells.slice(file.attributes), line)));
    for (const { channel, at } of file.channels) {
      const { values, everyMinutes } = this.#dictionary.channels[channel];
      values.forEach((_, i) => {
        const value = readers[channel].read(cells[at + i], line);
        if (value === LEFT_OUT || Number.isNaN(value)) return;
        this.#collector.add(patient, { time: { day: time.day, second: time.second + 60 * i * (everyMinutes ?? 0) }, channel, value, line });
      });
    }
  }

  #attributesFor(patient: string, inRow: () => readonly number[] | null): readonly number[] | null {
    return this.#attributes.has(patient) ? (this.#attributes.get(patient) ?? null) : inRow();
  }

  /** All days, when every file has been read. */
  days(): Iterable<GatheredDay> {
    return this.#collector.days();
  }
}

interface TimedRow {
  readonly file: SeriesFile;
  readonly row: SeriesRow;
  readonly patient: string;
  readonly time: LocalTime;
  readonly readers: readonly ColumnReader[];
  readonly attributesOf: (cells: readonly string[], line: number) => readonly number[] | null;
}
