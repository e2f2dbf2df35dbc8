import type { RandomisedAnswer, RandomisedRecordEvent } from '@commonward/accounting';

import { mint, open, type Bounded, type Released } from '../boundary.js';
import type { Places } from '../bounding/bounded-places.js';
import { checkInteger } from '../check-integer.js';
import { freeze, frozenList } from '../frozen-list.js';
import { WordStream, type RandomSource } from '../random.js';

export interface RandomisedTablesOptions {
  /** By column: its category is replaced by a uniform one, nobody among them, with probability replaced / outOf; integers, 1 <= replaced <= outOf <= 2^32. */
  readonly columns: readonly Omit<RandomisedAnswer, 'categories'>[];
  /** The columns of each table, one or two. */
  readonly tables: readonly (readonly number[])[];
  readonly random: RandomSource;
}

/**
 * Randomises every place once, each column by itself, and counts what comes of it.
 *
 * Guarantee: the places could be let out as they are then, in random order; tables of them are post-processing, and cost the same
 * however many they are. One place differs between neighbours, and each column of it is a randomised answer, so the release costs
 * what its event says under either adjacency. It does not matter where that place stands: places are randomised alike and only
 * counted. A place's coins are drawn before it is looked at, and as many for one as for another.
 * @returns [sum of cells] the tables one after the other, row major; each adds up to the number of places
 * @throws RangeError if `columns` has not one entry for each column of `bounded`, or a table has a column that does not exist
 * @throws TypeError if the sample that `bounded` was computed from has been released from before
 * @see Kairouz, Bonawitz, Ramage 2016, arXiv:1602.07387
 */
export function randomisedTables(bounded: Bounded<Places>, { columns, tables, random }: RandomisedTablesOptions): Released<Int32Array> {
  const { places, categories, codes } = open(bounded);
  const event = eventOf(categories, columns);
  const tally = new TableTally(categories, tables);
  const answers = new Int32Array(categories.length);
  WordStream.lend(random, (words) => {
    for (let place = 0; place < places; place += 1) {
      drawReplacements(answers, event, words);
      for (let c = 0; c < answers.length; c += 1) if (answers[c] === KEPT) answers[c] = codes[place * answers.length + c];
      tally.add(answers);
    }
  });
  answers.fill(0);
  return mint({ bounded, event, copy: () => new Int32Array(tally.counts) });
}

/** Not a category. */
const KEPT = -1;

function drawReplacements(answers: Int32Array, { columns }: RandomisedRecordEvent, words: WordStream): void {
  for (let c = 0; c < answers.length; c += 1) {
    const isReplaced = words.below(columns[c].outOf) < columns[c].replaced;
    const replacement = words.below(columns[c].categories);
    answers[c] = isReplaced ? replacement : KEPT;
  }
}

function eventOf(categories: readonly number[], columns: RandomisedTablesOptions['columns']): RandomisedRecordEvent {
  if (columns.length !== categories.length) throw new RangeError(`columns must have ${categories.length} entries, but it has ${columns.length}`);
  const answers = frozenList(columns.length, (c) => {
    const { replaced, outOf } = columns[c];
    checkInteger(`columns[${c}].outOf`, outOf, 2 ** 32);
    checkInteger(`columns[${c}].replaced`, replaced, outOf);
    return freeze({ categories: categories[c], replaced, outOf });
  });
  return freeze({ kind: 'randomised-record', columns: answers });
}

/** Counts answers in tables. Invariant: `counts` of every table add up to the number of answers added. */
class TableTally {
  readonly counts: Int32Array;
  readonly #tables: readonly { readonly start: number; readonly first: number; readonly second: number; readonly stride: number }[];

  constructor(categories: readonly number[], tables: readonly (readonly number[])[]) {
    let end = 0;
    this.#tables = tables.map((table, t) => {
      if (!(table.length === 1 || table.length === 2) || table.some((c) => categories[c] === undefined)) throw new RangeError(`tables[${t}] must name one or two of ${categories.length} columns`);
      const [first, second] = table;
      const start = end;
      end += table.reduce((cells, c) => cells * categories[c], 1);
      return second === undefined ? { start, first, second: first, stride: 0 } : { start, first, second, stride: categories[second] };
    });
    this.counts = new Int32Array(end);
  }

  /** The cell of a table of one column is that of its only column; of two, row major. */
  add(answers: Int32Array): void {
    for (const { start, first, second, stride } of this.#tables) this.counts[start + stride * answers[first] + answers[second]] += 1;
  }
}
