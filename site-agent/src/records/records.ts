import { Sensitive } from '@commonward/privacy';
import { FindingList, TableFileError, type EncodedTable, type Place } from '@commonward/schema';
import type { Debit } from '../ledger/ledger.js';
import { OperatorError } from '../operator-error.js';
import type { CheckedSource, RecordReport } from './record-source.js';

/** A kind of source, opened on one: what its places are called, and how its records are read. */
export interface RecordFormat {
  readonly place: Place;
  /** @throws TableFileError or OperatorError, when a chunk is asked for, if the source cannot be read */
  chunks(findings: FindingList): Iterable<EncodedTable>;
}

/** The hospital's records, whatever they are kept in, described by the public dictionary. */
export class Records implements CheckedSource {
  readonly kind = 'table';
  readonly #source: string;
  readonly #format: RecordFormat;

  /** @param source its name, for messages */
  constructor(source: string, format: RecordFormat) {
    this.#source = source;
    this.#format = format;
  }

  read(_paid: Debit): Sensitive<Iterable<EncodedTable>> {
    return Sensitive.of({ [Symbol.iterator]: () => this.#chunks(this.#findings())[Symbol.iterator]() });
  }

  check(): RecordReport {
    const findings = this.#findings();
    let records = 0;
    for (const { rows } of this.#chunks(findings)) records += rows;
    return { records, findings: findings.toArray() };
  }

  #findings(): FindingList {
    return new FindingList(this.#source, this.#format.place);
  }

  *#chunks(findings: FindingList): Iterable<EncodedTable> {
    try {
      yield* this.#format.chunks(findings);
    } catch (error) {
      if (error instanceof TableFileError) throw new OperatorError(error.message);
      throw error;
    }
  }
}
