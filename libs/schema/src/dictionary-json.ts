import type { AnyDictionary } from './any-dictionary.js';
import type { Column } from './dictionary.js';

/** @returns the dictionary as JSON in its normal form, which the parser of its kind reads back to an equal dictionary */
export function dictionaryJson(dictionary: AnyDictionary): string {
  return `${JSON.stringify(written(dictionary), null, 1)}\n`;
}

function written(dictionary: AnyDictionary): object {
  switch (dictionary.kind) {
    case 'table':
      return { ...dictionary, columns: dictionary.columns.map(writtenColumn) };
    case 'series': {
      const { channels, attributes } = dictionary;
      return { ...dictionary, channels: channels.map(writtenChannel), attributes: { ...attributes, columns: attributes.columns.map(writtenColumn) } };
    }
    case 'image':
      return dictionary;
    default:
      return dictionary satisfies never;
  }
}

function writtenColumn(column: Column): object {
  if (column.type === 'categorical') return column;
  const { edges, ...rest } = column;
  return { ...rest, bins: edges };
}

function writtenChannel(channel: Extract<AnyDictionary, { kind: 'series' }>['channels'][number]): object {
  const { edges, type: _type, ...rest } = channel;
  return { ...rest, bins: edges };
}
