/** One group of counts: how many there are, and how many of them one record may add to. */
export interface CountBlock {
  readonly cells: number;
  readonly indicatorsPerRecord: number;
}

/**
 * Counts records by cell.
 *
 * Invariant: a record adds one to each of at most `indicatorsPerRecord` distinct cells of each block, or to none at all.
 */
export class RecordTally {
  /** Exact integers: a double counts to 2^53. */
  readonly counts: Float64Array;

  readonly #blocks: readonly CountBlock[];
  readonly #blockOf: Int32Array;
  /** For each cell, the number of the last record that named it. */
  readonly #namedBy: Float64Array;
  /** For the current record: how many cells of each block it named, and which cells; never more than it may. */
  readonly #perBlock: Int32Array;
  readonly #admitted: Int32Array;
  #record = 0;

  constructor(blocks: readonly CountBlock[]) {
    this.#blocks = blocks;
    this.#blockOf = blockOfEachCell(blocks);
    this.counts = new Float64Array(this.#blockOf.length);
    this.#namedBy = new Float64Array(this.#blockOf.length);
    this.#perBlock = new Int32Array(blocks.length);
    this.#admitted = new Int32Array(blocks.reduce((sum, { indicatorsPerRecord }) => sum + indicatorsPerRecord, 0));
  }

  /** Counts one record in the cells it names; one that is null, or names what it may not, counts as zero. */
  add(cells: ArrayLike<number> | null): void {
    if (cells === null) return;
    const named = cells.length;
    this.#record += 1;
    this.#perBlock.fill(0);
    for (let i = 0; i < named; i += 1) {
      const cell = cells[i];
      if (!this.#admits(cell)) return;
      this.#admitted[i] = cell;
    }
    for (let i = 0; i < named; i += 1) this.counts[this.#admitted[i]] += 1;
  }

  #admits(cell: number): boolean {
    if (!(Number.isInteger(cell) && cell >= 0 && cell < this.#blockOf.length)) return false;
    if (this.#namedBy[cell] === this.#record) return false;
    this.#namedBy[cell] = this.#record;
    const block = this.#blockOf[cell];
    this.#perBlock[block] += 1;
    return this.#perBlock[block] <= this.#blocks[block].indicatorsPerRecord;
  }
}

/** Filled in place: a list of millions of cells, made to be copied, would take longer than counting. */
function blockOfEachCell(blocks: readonly CountBlock[]): Int32Array {
  const blockOf = new Int32Array(blocks.reduce((sum, { cells }) => sum + cells, 0));
  let cell = 0;
  for (let b = 0; b < blocks.length; b += 1) {
    for (const end = cell + blocks[b].cells; cell < end; cell += 1) blockOf[cell] = b;
  }
  return blockOf;
}
