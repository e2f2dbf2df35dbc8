import type { AnyDictionary } from '@commonward/schema';
import { ImageRecords } from './images/image-records.js';
import { openRecords } from './open-records.js';
import type { Checked, SiteRecords } from './record-source.js';
import { SeriesRecords } from './series/series-records.js';

/**
 * Opens the records that a site answers offers with; nothing is read yet.
 * @throws OperatorError if no format reads such a source
 */
export function openForRounds(source: string, dictionary: AnyDictionary): SiteRecords {
  switch (dictionary.kind) {
    case 'table':
      return openRecords(source, dictionary);
    case 'image':
      return new ImageRecords(source, dictionary);
    case 'series':
      return new SeriesRecords(source, dictionary);
    default:
      return dictionary satisfies never;
  }
}

/**
 * Opens records of the kind that the dictionary describes, to look them through; nothing is read yet.
 * @throws OperatorError if no format reads such a source
 */
export function openChecked(source: string, dictionary: AnyDictionary): Checked {
  switch (dictionary.kind) {
    case 'table':
      return openRecords(source, dictionary);
    case 'series':
      return new SeriesRecords(source, dictionary);
    case 'image':
      return new ImageRecords(source, dictionary);
    default:
      return dictionary satisfies never;
  }
}
