/**
 * Something the operator of a site should know about a file. For the site's own screen only: counts and lines depend on
 * the records.
 */
export interface Finding {
  /** error: something is left out that somebody should put right; note: everything is used in the way the message says, or left out because the dictionary says so. */
  readonly severity: 'error' | 'note';
  /** First line (or row, if the file has no lines) concerned, from 1. */
  readonly line: number;
  /** Column of the dictionary, or '' if the finding is about whole lines. */
  readonly column: string;
  /** A sentence that names file, lines and column and says what to do. It never holds the content of a cell. */
  readonly message: string;
  /** Number of lines concerned. */
  readonly count: number;
}

/** What the lines of one finding have in common. */
export interface FindingKind {
  readonly severity: Finding['severity'];
  readonly column: string;
  /** Completes the sentence "file, line, column: ..." */
  readonly text: string;
}

/** What a source calls the place of a record. */
export type Place = 'line' | 'row' | 'image';

/** What takes findings. */
export type Findings = Pick<FindingList, 'add'>;

/** Findings about one file of several: its name is added to every line. */
export const inFile = (findings: Findings, file: string): Findings => ({ add: (kind, { line }) => findings.add(kind, { line, detail: file }) });

const LINES_SHOWN = 5;

/** Collects findings: lines with the same trouble in the same column become one finding with a count. */
export class FindingList {
  readonly #groups = new Map<FindingKind, { line: number; shown: string[]; count: number }>();

  /** @param place CSV has lines, a database has rows, a folder has images */
  constructor(
    readonly file: string,
    readonly place: Place,
  ) {}

  /** @param detail text in brackets after the line number; '' for none */
  add(kind: FindingKind, { line, detail }: { line: number; detail: string }): void {
    const group = this.#groups.get(kind) ?? { line, shown: [], count: 0 };
    if (group.shown.length < LINES_SHOWN) group.shown.push(detail === '' ? `${line}` : `${line} (${detail})`);
    group.count += 1;
    this.#groups.set(kind, group);
  }

  /** In the order in which the troubles first occurred. */
  toArray(): Finding[] {
    return Array.from(this.#groups, ([{ severity, column, text }, { line, shown, count }]) => {
      const more = count > shown.length ? ` and ${count - shown.length} more` : '';
      const where = column === '' ? '' : `, column "${column}"`;
      const message = `${this.file}, ${this.place}${count === 1 ? '' : 's'} ${shown.join(', ')}${more}${where}: ${text}.`;
      return { severity, line, column, message, count };
    });
  }
}
