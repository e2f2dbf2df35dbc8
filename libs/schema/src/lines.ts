/** A line may have this many characters; a longer one is cut there, so that no file makes a reader hold more. */
export const MAX_LINE_LENGTH = 2 ** 20;

/**
 * The lines of a text that arrives in pieces, cut wherever: LF, CRLF or CR ends a line, and a byte order mark is skipped.
 *
 * Memory: one piece and one line. Of a line longer than `MAX_LINE_LENGTH` more than that is given, for the reader to see, but
 * never more than the last piece on top of it.
 */
export function* linesOf(pieces: Iterable<string>): Iterable<string> {
  const splitter = new LineSplitter();
  for (const piece of pieces) yield* splitter.push(piece);
  yield* splitter.end();
}

const BYTE_ORDER_MARK = '\uFEFF';
const LINE_BREAK = /\r\n|\n|\r/g;

/** Invariant: `#rest` is the line that has not ended yet, cut to its limit, and perhaps a CR of which the LF may follow. */
class LineSplitter {
  #rest = '';
  #begun = false;

  push(piece: string): string[] {
    const text = this.#rest + this.#marked(piece);
    const lines = text.split(LINE_BREAK);
    const last = lines[lines.length - 1];
    if (text.endsWith('\r')) this.#rest = `${cut(lines[lines.length - 2])}\r`;
    else this.#rest = cut(last);
    return lines.slice(0, text.endsWith('\r') ? -2 : -1);
  }

  end(): string[] {
    const lines = this.#rest.split(LINE_BREAK);
    return lines[lines.length - 1] === '' ? lines.slice(0, -1) : lines;
  }

  #marked(piece: string): string {
    if (this.#begun || piece === '') return piece;
    this.#begun = true;
    return piece.startsWith(BYTE_ORDER_MARK) ? piece.slice(1) : piece;
  }
}

const cut = (line: string): string => (line.length > MAX_LINE_LENGTH ? line.slice(0, MAX_LINE_LENGTH + 1) : line);
