import { countWords, recomputableWords } from './masked/sum-words.js';
import type { OpenedLineage } from './open-lineage.js';

/** What the data card says of where its numbers come from: single releases, or one masked sum. */
export interface SourceWords {
  /** A row of the table, or nothing. */
  readonly row: string;
  readonly short: string;
  readonly from: string;
  /** What of it is in `lineage/`. */
  readonly files: string;
  /** A line of its own, or nothing. */
  readonly note: string;
}

export function sourceWords(opened: OpenedLineage): SourceWords {
  switch (opened.aggregation) {
    case 'plain':
      return { row: '', short: 'releases', from: 'the releases', files: "each site's signed release with its receipt", note: '' };
    case 'masked':
      return {
        row: `| Aggregation | masked: ${countWords(opened.plan, opened.sum)} |\n`,
        short: 'the masked sum',
        from: 'the masked sum',
        files: "each site's signed contribution with its receipt and its masked vector, the transcript of the masked round",
        note: `- ${recomputableWords(opened.plan)}\n`,
      };
    default:
      return opened satisfies never;
  }
}
