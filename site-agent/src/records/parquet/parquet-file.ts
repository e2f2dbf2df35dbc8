import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { parquetMetadata, parquetSchema, type ColumnMetaData, type Compressors, type DecodedArray, type FileMetaData, type RowGroup, type SchemaElement, type SchemaTree } from 'hyparquet';
import { readColumn } from 'hyparquet/src/column.js';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { isFlatColumn } from 'hyparquet/src/schema.js';
import type { DraftColumn } from '@commonward/schema';
import { fileProblem, OperatorError } from '../../operator-error.js';

/** The last bytes of a file: the length of what describes it, and "PAR1". */
const TAIL_BYTES = 8;
const COMPRESSORS: Compressors = { GZIP: (input) => gunzipSync(input), BROTLI: (input) => brotliDecompressSync(input) };
const CODECS = ['UNCOMPRESSED', 'SNAPPY', ...Object.keys(COMPRESSORS)];
/** JSON stays text: a cell that is no JSON must not end the reading. */
const PARSERS = { ...DEFAULT_PARSERS, jsonFromBytes: (bytes: Uint8Array): unknown => DEFAULT_PARSERS.stringFromBytes(bytes) };

/**
 * One Parquet file, read one column of one row group at a time.
 *
 * It calls the decoder of hyparquet below the reader of hyparquet, which gives promises: a site reads records in one stretch,
 * between the debit and the seal. The package is exact to its version.
 * @see https://github.com/apache/parquet-format
 */
export class ParquetFile {
  readonly #path: string;
  readonly #file: number;
  readonly #metadata: FileMetaData;
  readonly #schema: SchemaTree;

  /** @throws OperatorError if the file cannot be read, or is no Parquet file */
  constructor(path: string) {
    this.#path = path;
    this.#file = this.#disk(() => openSync(path, 'r'));
    try {
      this.#metadata = this.#readMetadata();
      this.#schema = parquetSchema(this.#metadata);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** The columns of the file, nested ones too. */
  get names(): string[] {
    return this.#schema.children.map(({ element }) => element.name);
  }

  /** What the schema says of each column; a nested one is text. */
  get columns(): DraftColumn[] {
    return this.#schema.children.map(({ element }) => ({ name: element.name, type: draftType(element) }));
  }

  /** [number of row groups] rows of each */
  get groups(): number[] {
    return this.#metadata.row_groups.map(({ num_rows }) => Number(num_rows));
  }

  /**
   * The values of one column in one row group, from the first row on, in runs.
   * @throws OperatorError if the column is nested, compressed in a way that is not read here, or damaged
   */
  values(group: number, name: string): DecodedArray[] {
    const { num_rows, columns } = this.#metadata.row_groups[group];
    const schemaPath = this.#schemaPath(name);
    const column = this.#columnOf(columns, name);
    const start = Number(column.dictionary_page_offset ?? column.data_page_offset);
    const bytes = this.#bytes(start, Number(column.total_compressed_size));
    const rows = Number(num_rows);
    const decoder = { ...column, pathInSchema: [name], schemaPath, element: schemaPath[1].element, parsers: PARSERS, compressors: COMPRESSORS };
    return this.#decoded(`row group ${group + 1}, column "${name}"`, () => {
      const reader = { view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), offset: 0 };
      const { data } = readColumn(reader, { groupStart: 0, selectStart: 0, selectEnd: rows, groupRows: rows }, decoder);
      if (data.reduce((sum, { length }) => sum + length, 0) !== rows) throw new RangeError('a column has another number of values than the row group');
      return data;
    });
  }

  close(): void {
    closeSync(this.#file);
  }

  #schemaPath(name: string): SchemaTree[] {
    const path = [this.#schema, ...this.#schema.children.filter(({ element }) => element.name === name)];
    if (isFlatColumn(path)) return path;
    throw new OperatorError(`${this.#path}, column "${name}": one plain value in each row is expected, and the column holds lists or groups; write it as a plain column.`);
  }

  #columnOf(columns: RowGroup['columns'], name: string): ColumnMetaData {
    const column = columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === name)?.meta_data;
    if (column === undefined) throw this.#damaged(`column "${name}"`);
    if (CODECS.includes(column.codec)) return column;
    throw new OperatorError(`${this.#path}, column "${name}": it is compressed with ${column.codec}, which is not read here; write the file with SNAPPY, GZIP, BROTLI or no compression.`);
  }

  #readMetadata(): FileMetaData {
    const size = this.#disk(() => fstatSync(this.#file).size);
    const tail = this.#bytes(Math.max(0, size - TAIL_BYTES), Math.min(size, TAIL_BYTES));
    return this.#decoded('its end', () => {
      const length = new DataView(tail.buffer).getUint32(0, true) + TAIL_BYTES;
      if (length > size) throw new RangeError('the description is longer than the file');
      return parquetMetadata(this.#bytes(size - length, length), { geoparquet: false });
    });
  }

  #bytes(start: number, length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    const read = this.#disk(() => readSync(this.#file, bytes, 0, length, start));
    if (read < length) throw this.#damaged('its end');
    return bytes;
  }

  /** What the decoder says of damaged bytes may hold some of them. */
  #decoded<T>(what: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw error instanceof OperatorError ? error : this.#damaged(what);
    }
  }

  #damaged(what: string): OperatorError {
    return new OperatorError(`${this.#path}, ${what}: this is not a whole Parquet file; write it again.`);
  }

  #disk<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw fileProblem('read', this.#path, error);
    }
  }
}

function draftType({ type, converted_type }: SchemaElement): DraftColumn['type'] {
  if (converted_type === 'DECIMAL') return 'number';
  switch (type) {
    case 'BOOLEAN':
      return 'boolean';
    case 'INT32':
    case 'INT64':
      return converted_type === undefined || converted_type.startsWith('INT_') || converted_type.startsWith('UINT_') ? 'integer' : 'text';
    case 'FLOAT':
    case 'DOUBLE':
      return 'number';
    default:
      return 'text';
  }
}
