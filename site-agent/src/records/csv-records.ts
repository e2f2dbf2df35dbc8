import { readFileSync } from 'node:fs';
import { Sensitive } from '@commonward/privacy';
import { encodeTable, readTable, TableFileError, type DataDictionary, type EncodedTable, type Finding } from '@commonward/schema';
import type { Debit } from '../ledger/ledger.js';
import { fileProblem, OperatorError } from '../operator-error.js';

/** Where a round's records come from. */
export interface RecordSource {
  /** @param paid the proof that the round is paid for: nothing is read before */
  read(paid: Debit): Sensitive<EncodedTable>;
}

/** The hospital's records in one CSV file, described by the public dictionary. */
export class CsvRecords implements RecordSource {
  readonly #path: string;
  readonly #dictionary: DataDictionary;

  constructor(path: string, dictionary: DataDictionary) {
    this.#path = path;
    this.#dictionary = dictionary;
  }

  /**
   * Reads the records for a round. A row that cannot be read counts as zero.
   * @throws OperatorError if the file itself cannot be read
   */
  read(_paid: Debit): Sensitive<EncodedTable> {
    return Sensitive.of(encodeTable(this.#table().table, this.#dictionary));
  }

  /** For the operator's eyes, at the site: what is wrong with the file, and how many records it holds. Never sent. */
  check(): { readonly records: number; readonly findings: readonly Finding[] } {
    const { table, findings } = this.#table();
    return { records: table.rows, findings };
  }

  #table(): ReturnType<typeof readTable> {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      throw fileProblem('read', this.#path, error);
    }
    try {
      return readTable({ text, file: this.#path, dictionary: this.#dictionary });
    } catch (error) {
      if (error instanceof TableFileError) throw new OperatorError(error.message);
      throw error;
    }
  }
}
