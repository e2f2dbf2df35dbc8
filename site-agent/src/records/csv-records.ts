import { Sensitive } from '@commonward/privacy';
import { csvRecords, encodedChunks, FindingList, TableFileError, type DataDictionary, type EncodedTable } from '@commonward/schema';
import type { Debit } from '../ledger/ledger.js';
import { OperatorError } from '../operator-error.js';
import { filePieces } from './file-pieces.js';
import type { CheckedSource, RecordReport } from './record-source.js';

/** The hospital's records in one CSV file, described by the public dictionary. */
export class CsvRecords implements CheckedSource {
  readonly #path: string;
  readonly #dictionary: DataDictionary;

  constructor(path: string, dictionary: DataDictionary) {
    this.#path = path;
    this.#dictionary = dictionary;
  }

  read(_paid: Debit): Sensitive<Iterable<EncodedTable>> {
    return Sensitive.of({ [Symbol.iterator]: () => encodedChunks(this.#records(this.#findings()), this.#dictionary)[Symbol.iterator]() });
  }

  check(): RecordReport {
    const findings = this.#findings();
    let records = 0;
    for (const _ of this.#records(findings)) records += 1;
    return { records, findings: findings.toArray() };
  }

  #findings(): FindingList {
    return new FindingList(this.#path, 'line');
  }

  *#records(findings: FindingList): Iterable<Float64Array> {
    try {
      yield* csvRecords(filePieces(this.#path), { dictionary: this.#dictionary, findings });
    } catch (error) {
      if (error instanceof TableFileError) throw new OperatorError(error.message);
      throw error;
    }
  }
}
