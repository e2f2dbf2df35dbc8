import type { Sensitive } from '@commonward/privacy';
import type { EncodedTable, Finding, SeriesDays } from '@commonward/schema';
import type { LabelledImage } from '@commonward/synthesis/site';
import type { Debit } from '../ledger/ledger.js';

/** What is wrong with the records, and how many of them can be used: for the operator's eyes, at the site. Never sent. */
export interface RecordReport {
  readonly records: number;
  readonly findings: readonly Finding[];
}

/** Where a round's records come from, by the kind of the site's data. */
export type SiteRecords = RecordSource | ImageSource | SeriesSource;

/** Where the records of a table come from. */
export interface RecordSource {
  readonly kind: 'table';
  /**
   * The records in chunks, read when they are asked for: however many there are, one chunk is in memory. A record that cannot
   * be read counts as zero. Asked for the chunks throws an OperatorError if the source itself cannot be read.
   * @param paid the proof that the round is paid for: nothing is read before
   */
  read(paid: Debit): Sensitive<Iterable<EncodedTable>>;
}

/** Where images come from. */
export interface ImageSource {
  readonly kind: 'image';
  /** The images, each read when it is asked for; otherwise as of a table. */
  read(paid: Debit): Sensitive<Iterable<LabelledImage>>;
}

/** Where days come from. */
export interface SeriesSource {
  readonly kind: 'series';
  /** The days in chunks; of the patients with the same number at most as many as the dictionary says. Otherwise as of a table. */
  read(paid: Debit): Sensitive<Iterable<SeriesDays>>;
}

/** What can be looked through before a site joins. */
export interface Checked {
  /** @throws OperatorError if the source itself cannot be read */
  check(): RecordReport;
}

/** Records that can be looked through before a site joins. */
export type CheckedSource = SiteRecords & Checked;
