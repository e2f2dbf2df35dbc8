import { Sensitive } from '@commonward/privacy';
import { FindingList, TableFileError, type EncodedTable, type Place } from '@commonward/schema';
import type { Debit } from '../ledger/ledger.js';
import { OperatorError } from '../operator-error.js';
import type { Checked, RecordReport, SiteRecords } from './record-source.js';

/** A kind of source, opened on one: what its places are called, and how its records are read. */
export interface RecordFormat<Chunk = EncodedTable> {
  readonly place: Place;
  /** @throws TableFileError or OperatorError, when a chunk is asked for, if the source cannot be read */
  chunks(findings: FindingList): Iterable<Chunk>;
}

export interface RecordsOptions<Kind, Chunk> {
  readonly kind: Kind;
  /** Its name, for messages. */
  readonly source: string;
  readonly format: RecordFormat<Chunk>;
  /** How many records a chunk holds. */
  readonly countOf: (chunk: Chunk) => number;
}

/** The hospital's records, whatever they are and are kept in, described by the public dictionary. */
export class Records<Kind extends SiteRecords['kind'], Chunk> implements Checked {
  readonly kind: Kind;
  readonly #options: RecordsOptions<Kind, Chunk>;

  constructor(options: RecordsOptions<Kind, Chunk>) {
    this.kind = options.kind;
    this.#options = options;
  }

  /**
   * The records in chunks; one that cannot be read counts as none.
   * @param paid the proof that the round is paid for: nothing is read before
   */
  read(_paid: Debit): Sensitive<Iterable<Chunk>> {
    return Sensitive.of({ [Symbol.iterator]: () => this.#chunks(this.#findings())[Symbol.iterator]() });
  }

  check(): RecordReport {
    const findings = this.#findings();
    let records = 0;
    for (const chunk of this.#chunks(findings)) records += this.#options.countOf(chunk);
    return { records, findings: findings.toArray() };
  }

  #findings(): FindingList {
    return new FindingList(this.#options.source, this.#options.format.place);
  }

  *#chunks(findings: FindingList): Iterable<Chunk> {
    try {
      yield* this.#options.format.chunks(findings);
    } catch (error) {
      if (error instanceof TableFileError) throw new OperatorError(error.message);
      throw error;
    }
  }
}
