import { columnCells, dayColumns, dictionaryJson, seriesCsv, type SeriesDictionary } from '@commonward/schema';
import { publicUniform } from '@commonward/synthesis/coordinator';
import type { ExportDescription } from './export-description.js';
import type { DaySource, WordedDays } from './day-source.js';
import { utf8 } from './files.js';

/** A cohort folder of one site, so that whatever reads a hospital's days reads these. */
const FOLDER = 'cohort';
const SITE = 'site-synthetic';

export interface DayExport {
  readonly files: readonly (readonly [string, Uint8Array])[];
  readonly words: Pick<WordedDays, 'rows' | 'notes'>;
}

/**
 * The days of an export, in the form of the study's dictionary.
 * @throws RangeError if a condition is about something other than a category of whole days, or no day meets the conditions
 */
export function dayFiles({ seed, draw, ...source }: DaySource, { id, rows, conditions }: ExportDescription): DayExport {
  const dictionary = writtenDictionary(source.dictionary);
  const { days, ...words } = draw({ days: rows, stream: `export/${id}`, cells: cellsIn(conditions, dictionary) });
  const texts = seriesCsv(days, dictionary, publicUniform(seed, `attributes/${id}`));
  const named = [...texts].map(([file, text]) => [file === null ? `${FOLDER}/${SITE}.csv` : `${FOLDER}/${SITE}/${file}`, utf8(text)] as const);
  return { words, files: [[`${FOLDER}/dictionary.json`, utf8(dictionaryJson(dictionary))], ...named] };
}

/** All files are of text, whatever the hospitals keep; and no site of this folder has declared a size. */
function writtenDictionary(dictionary: SeriesDictionary): SeriesDictionary {
  const asText = (file: string | null): string | null => (file === null || file.toLowerCase().endsWith('.csv') ? file : `${file}.csv`);
  const { channels, attributes } = dictionary;
  return { ...dictionary, publicCohortSize: {}, channels: channels.map((channel) => ({ ...channel, file: asText(channel.file) })), attributes: { ...attributes, file: asText(attributes.file) } };
}

/** By column of a day, the cells that the conditions leave. */
function cellsIn(conditions: ExportDescription['conditions'], dictionary: SeriesDictionary): ReadonlyMap<number, ReadonlySet<number>> {
  const columns = dayColumns(dictionary);
  const steps = dictionary.channels.length * dictionary.grid.count;
  return new Map(
    conditions.map((condition) => {
      const at = columns.findIndex(({ name }, j) => j >= steps && name === condition.column);
      const column = columns[at];
      if (column?.type !== 'categorical' || !('allowed' in condition)) throw new RangeError(`Of days only categories of the whole day can be asked for: ${categoriesOf(dictionary)}.`);
      const missing = columnCells(column).missingCell;
      return [at, new Set(condition.allowed.map((code) => (code === '' && missing !== null ? missing : column.categories.findIndex((category) => category.code === code))))];
    }),
  );
}

function categoriesOf(dictionary: SeriesDictionary): string {
  const columns = dayColumns(dictionary).filter(({ type }) => type === 'categorical');
  return columns.length === 0 ? 'this study has none' : columns.map(({ name }) => name).join(', ');
}
