/** Where a site's records are, if they are in a database: `sql:QUERY@file.duckdb`, or `sql:QUERY` for a query that names its files. */
export interface SqlSource {
  readonly query: string;
  /** null for none: the query reads files by itself */
  readonly database: string | null;
}

const PREFIX = 'sql:';
const DATABASE = /@([^@]+\.(?:duckdb|db))$/i;

/** @returns null if the source is no query */
export function sqlSource(source: string): SqlSource | null {
  if (!source.startsWith(PREFIX)) return null;
  const text = source.slice(PREFIX.length);
  const database = DATABASE.exec(text);
  const query = database === null ? text : text.slice(0, database.index);
  return { query: query.trim().replace(/;$/, ''), database: database === null ? null : database[1] };
}

export const sqlSourceText = ({ query, database }: SqlSource): string => `${PREFIX}${query}${database === null ? '' : `@${database}`}`;

/** Only the columns of the dictionary leave the database, each as text: a date, a decimal or a truth value reads as in a CSV file. */
export function textQuery(query: string, columns: readonly string[]): string {
  const texts = columns.map((name) => `CAST(${quoted(name)} AS VARCHAR)`);
  return `SELECT ${texts.join(', ')} FROM (${query}\n)`;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
