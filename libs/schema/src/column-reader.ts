import { cellFindings } from './cell-findings.js';
import { cellReader, type CellFault, type CellReader } from './cell-reader.js';
import type { Column } from './dictionary.js';
import type { FindingKind, Findings } from './finding.js';

/** In place of a value: the record cannot be used. No column of numbers holds it, for their bounds are finite. */
export const LEFT_OUT = Infinity;

interface Reading {
  readonly value: number;
  /** What is odd about the text; null for nothing. */
  readonly kind: FindingKind | null;
}

/** Texts that are read once for all the cells that hold them. A longer one would keep the whole piece of file it was cut from. */
const LONGEST_KNOWN = 12;
const MOST_KNOWN = 4096;

/** Reads the cells of one column of a file, and reports what is odd about them. */
export class ColumnReader {
  readonly #read: CellReader;
  readonly #kinds: Readonly<Record<CellFault, FindingKind>>;
  readonly #findings: Findings;
  readonly #known = new Map<string, Reading>();

  constructor(column: Column, findings: Findings) {
    this.#read = cellReader(column);
    this.#kinds = cellFindings(column);
    this.#findings = findings;
  }

  /** @returns the value as a RecordTable holds it, or LEFT_OUT */
  read(text: string, line: number): number {
    const { value, kind } = this.#known.get(text) ?? this.#reading(text);
    if (kind !== null) this.#findings.add(kind, { line, detail: '' });
    return value;
  }

  #reading(text: string): Reading {
    let kind: FindingKind | null = null;
    const value = this.#read(text, (fault) => (kind = this.#kinds[fault]));
    const reading = readingOf(value, kind);
    if (text.length <= LONGEST_KNOWN && this.#known.size < MOST_KNOWN) this.#known.set(text, reading);
    return reading;
  }
}

function readingOf(value: number, kind: FindingKind | null): Reading {
  return { value: kind?.severity === 'error' ? LEFT_OUT : value, kind };
}
