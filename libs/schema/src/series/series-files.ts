import type { SeriesDictionary } from './series-dictionary.js';

/** What is read of one file: the cells of a row come in the order of `columns`, of which the first is the patient. */
export interface SeriesFile {
  /** null if the source itself is the file */
  readonly file: string | null;
  readonly columns: readonly string[];
  /** Where the time stands; null in a file of attributes, which has one row for each patient. */
  readonly time: number | null;
  /** Where the attributes begin; null if they are not in this file. */
  readonly attributes: number | null;
  /** Where the readings of each channel in this file begin. */
  readonly channels: readonly { readonly channel: number; readonly at: number }[];
}

/** The files of a source, in the order in which they are read. */
export function seriesFiles({ patientId, time, channels, attributes }: SeriesDictionary): readonly SeriesFile[] {
  const names = attributes.columns.map(({ name }) => name);
  const apart = names.length > 0 && attributes.file !== channels[0].file;
  const own: SeriesFile[] = apart ? [{ file: attributes.file, columns: [patientId, ...names], time: null, attributes: 1, channels: [] }] : [];
  const files = [...new Set(channels.map(({ file }) => file))];
  return [
    ...own,
    ...files.map((file, index): SeriesFile => {
      const inRow = index === 0 && !apart ? names : [];
      const columns = [patientId, time.column, ...inRow];
      const found: { channel: number; at: number }[] = [];
      channels.forEach((channel, at) => {
        if (channel.file !== file) return;
        found.push({ channel: at, at: columns.length });
        columns.push(...channel.values);
      });
      return { file, columns, time: 1, attributes: inRow.length > 0 ? 2 : null, channels: found };
    }),
  ];
}
