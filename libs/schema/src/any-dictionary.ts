import { DictionaryError } from './dictionary-error.js';
import { parseDictionary } from './dictionary-parser.js';
import { dictionaryValue } from './dictionary-text.js';
import type { DataDictionary } from './dictionary.js';
import { imageDictionary } from './images/image-dictionary-parser.js';
import type { ImageDictionary } from './images/image-dictionary.js';
import { seriesDictionary } from './series/series-dictionary-parser.js';
import type { SeriesDictionary } from './series/series-dictionary.js';

/** The public description of any kind of data. */
export type AnyDictionary = DataDictionary | SeriesDictionary | ImageDictionary;

/**
 * Reads a dictionary of any kind, which its field "kind" names; of a table exactly as `parseDictionary` does.
 * @throws DictionaryError naming file and field, and what is expected
 */
export function parseAnyDictionary({ text, file }: { text: string; file: string }): AnyDictionary {
  const json = dictionaryValue(text, file);
  switch (kindOf(json)) {
    case 'image':
      return imageDictionary(json, file);
    case 'series':
      return seriesDictionary(json, file);
    case 'table':
      return parseDictionary({ text, file });
    default:
      throw new DictionaryError([`${file}: field "kind" must be "table", "series" or "image".`]);
  }
}

const kindOf = (json: unknown): unknown => (typeof json === 'object' && json !== null && 'kind' in json ? json.kind : null);
