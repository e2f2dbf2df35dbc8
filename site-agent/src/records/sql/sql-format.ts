import { encodedChunks, readHeader, TypedRecordReader, type DataDictionary, type FindingKind, type FindingList } from '@commonward/schema';
import { OperatorError } from '../../operator-error.js';
import type { RecordFormat } from '../records.js';
import { BlockingThread } from '../../threads/blocking-thread.js';
import type { SqlAnswer, SqlQuestion } from './duckdb-thread.js';
import { sqlSourceText, textQuery, type SqlSource } from './query.js';

const OPENING_MS = 60_000;
const NO_RECORDS: FindingKind = { severity: 'error', column: '', text: 'the query gives no records; it should give one row for each patient' };

/** The rows of a query, read by DuckDB on a thread of its own, a few thousand at a time. */
export const sqlFormat = (source: SqlSource, dictionary: DataDictionary): RecordFormat => ({
  place: 'row',
  chunks: (findings) => encodedChunks(sqlRecords(source, { dictionary, findings }), dictionary),
});

function* sqlRecords(source: SqlSource, { dictionary, findings }: { dictionary: DataDictionary; findings: FindingList }): Iterable<Float64Array> {
  const database = new Database(source);
  try {
    readHeader(database.run(`SELECT * FROM (${source.query}\n) LIMIT 0`), { dictionary, file: sqlSourceText(source), where: 'columns' });
    const names = dictionary.columns.map(({ name }) => name);
    database.run(textQuery(source.query, dictionary.patientId === null ? names : [...names, dictionary.patientId]));
    const reader = new TypedRecordReader(dictionary, findings);
    let line = 0;
    for (const row of database.rows()) {
      line += 1;
      const values = reader.read(row, { patient: row[names.length], line });
      if (values !== null) yield values;
    }
    if (line === 0) findings.add(NO_RECORDS, { line: 1, detail: '' });
  } finally {
    database.close();
  }
}

class Database {
  readonly #source: string;
  readonly #thread = new BlockingThread<SqlQuestion, SqlAnswer>(new URL('./duckdb-thread.js', import.meta.url));

  constructor(source: SqlSource) {
    this.#source = sqlSourceText(source);
    this.#ask({ kind: 'open', database: source.database }, OPENING_MS);
  }

  /** @returns the names of the columns */
  run(sql: string): readonly string[] {
    const answer = this.#ask({ kind: 'run', sql }, Infinity);
    return answer.kind === 'running' ? answer.names : [];
  }

  *rows(): Iterable<readonly (string | null)[]> {
    for (;;) {
      const answer = this.#ask({ kind: 'next' }, Infinity);
      if (answer.kind !== 'rows' || answer.rows.length === 0) return;
      yield* answer.rows;
    }
  }

  close(): void {
    this.#thread.close();
  }

  #ask(question: SqlQuestion, timeoutMs: number): SqlAnswer {
    const answer = this.#thread.ask(question, { timeoutMs });
    if (answer === null) throw this.#problem('DuckDB does not start; try the query with the same package by itself');
    if (answer.kind === 'absent') throw this.#problem('DuckDB is not installed; install it with: npm install --no-save @duckdb/node-api (docs/operator.md, "SQL")');
    if (answer.kind === 'failed') throw this.#problem(`DuckDB cannot do this (${answer.error}); try the query in DuckDB, with the file opened for reading only`);
    return answer;
  }

  #problem(text: string): OperatorError {
    this.close();
    return new OperatorError(`${this.#source}: ${text}.`);
  }
}
