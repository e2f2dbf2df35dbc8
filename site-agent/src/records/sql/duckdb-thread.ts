import { answerQuestions } from '../../threads/answer-questions.js';

/** Optional, so its types cannot be relied on: the name is data, not an import that the compiler follows. */
const PACKAGE: string = '@duckdb/node-api';

/** What is used of @duckdb/node-api 1.5. */
interface DuckDb {
  readonly DuckDBInstance: { create(path: string, options: Readonly<Record<string, string>>): Promise<{ connect(): Promise<Connection> }> };
}
interface Connection {
  stream(sql: string): Promise<Result>;
}
interface Result {
  columnNames(): string[];
  fetchChunk(): Promise<{ readonly rowCount: number; getRows(): (string | null)[][] } | null>;
}

export type SqlQuestion =
  | { readonly kind: 'open'; readonly database: string | null }
  | { readonly kind: 'run'; readonly sql: string }
  | { readonly kind: 'next' };

export type SqlAnswer =
  | { readonly kind: 'opened' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'running'; readonly names: readonly string[] }
  | { readonly kind: 'rows'; readonly rows: readonly (readonly (string | null)[])[] }
  /** What DuckDB calls the kind of error; the rest of its message may hold values. */
  | { readonly kind: 'failed'; readonly error: string };

/** Nothing is written, fetched, or loaded from anywhere: a query reads what is on this machine. */
const SETTINGS = { memory_limit: '256MB', threads: '1', temp_directory: '', autoinstall_known_extensions: 'false', autoload_known_extensions: 'false' };

let connection: Connection | null = null;
let result: Result | null = null;

answerQuestions<SqlQuestion, SqlAnswer>((question) => answerTo(question).catch((error: unknown): SqlAnswer => ({ kind: 'failed', error: kindOf(error) })));

async function answerTo(question: SqlQuestion): Promise<SqlAnswer> {
  switch (question.kind) {
    case 'open':
      return openDatabase(question.database);
    case 'run':
      result = await opened(connection).stream(question.sql);
      return { kind: 'running', names: result.columnNames() };
    case 'next': {
      const chunk = await opened(result).fetchChunk();
      return { kind: 'rows', rows: chunk === null || chunk.rowCount === 0 ? [] : chunk.getRows() };
    }
  }
}

async function openDatabase(database: string | null): Promise<SqlAnswer> {
  const duckDb = await loaded();
  if (duckDb === null) return { kind: 'absent' };
  const access: Readonly<Record<string, string>> = database === null ? {} : { access_mode: 'READ_ONLY' };
  connection = await (await duckDb.DuckDBInstance.create(database ?? ':memory:', { ...SETTINGS, ...access })).connect();
  return { kind: 'opened' };
}

async function loaded(): Promise<DuckDb | null> {
  try {
    return (await import(PACKAGE)) as DuckDb;
  } catch {
    return null;
  }
}

function opened<T>(part: T | null): T {
  if (part === null) throw new TypeError('The database was asked before it was opened');
  return part;
}

const KINDS = /(Parser|Binder|Catalog|Conversion|Invalid Input|Out of Range|Out of Memory|Permission|IO|Missing Extension) Error/;
const kindOf = (error: unknown): string => KINDS.exec(error instanceof Error ? error.message : '')?.[0] ?? 'it gives no kind of error';
