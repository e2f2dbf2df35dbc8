import { join } from 'node:path';
import { Sensitive } from '@commonward/privacy';
import { encodedDays, FindingList, inFile, seriesFiles, SeriesReader, TableFileError, type SeriesDays, type SeriesDictionary } from '@commonward/schema';
import type { Debit } from '../../ledger/ledger.js';
import { OperatorError } from '../../operator-error.js';
import type { Checked, RecordReport, SeriesSource } from '../record-source.js';
import { seriesRows } from './series-rows.js';

/**
 * The hospital's series, a file or a folder of files, described by the public dictionary.
 *
 * Files are read one row at a time; in memory are the days, of which every file may hold a part.
 */
export class SeriesRecords implements Checked, SeriesSource {
  readonly kind = 'series';
  readonly #source: string;
  readonly #dictionary: SeriesDictionary;

  constructor(source: string, dictionary: SeriesDictionary) {
    this.#source = source;
    this.#dictionary = dictionary;
  }

  /**
   * Days in chunks; a reading that cannot be read counts as none.
   * @param paid the proof that the round is paid for: nothing is read before
   */
  read(_paid: Debit): Sensitive<Iterable<SeriesDays>> {
    return Sensitive.of({ [Symbol.iterator]: () => this.#chunks(this.#findings())[Symbol.iterator]() });
  }

  check(): RecordReport {
    const findings = this.#findings();
    let records = 0;
    for (const { rows } of this.#chunks(findings)) records += rows;
    return { records, findings: findings.toArray() };
  }

  #findings(): FindingList {
    return new FindingList(this.#source, 'line');
  }

  *#chunks(findings: FindingList): Iterable<SeriesDays> {
    const reader = new SeriesReader(this.#dictionary, findings);
    try {
      for (const file of seriesFiles(this.#dictionary)) {
        const path = file.file === null ? this.#source : join(this.#source, file.file);
        const about = file.file === null ? findings : inFile(findings, file.file);
        reader.readFile(file, seriesRows(path, { columns: file.columns, findings: about }), about);
      }
    } catch (error) {
      if (error instanceof TableFileError) throw new OperatorError(error.message);
      throw error;
    }
    yield* encodedDays(reader.days(), this.#dictionary, findings);
  }
}
