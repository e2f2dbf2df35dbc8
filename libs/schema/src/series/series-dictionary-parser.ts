import { normalColumn, numericColumn, type Report } from '../column-normal-form.js';
import { DictionaryError } from '../dictionary-error.js';
import type { Column } from '../dictionary.js';
import { MAX_CELLS } from '../dictionary-shape.js';
import { columnCells } from '../layout.js';
import { strictProblems } from '../strict-problems.js';
import { seriesDictionaryShape, type ChannelShape, type SeriesDictionaryShape } from './series-dictionary-shape.js';
import type { SeriesChannel, SeriesDictionary } from './series-dictionary.js';

const MINUTES_OF_A_DAY = 1440;
/** The most steps of all channels together. */
const MAX_STEPS = 4096;

/**
 * Reads the dictionary of days of measurements from its JSON and fills in its defaults: those of columns, version "1", title = name,
 * not public, no public cohort sizes, a channel's readings in a column of its own name in the source itself, no attributes and
 * nothing of the calendar.
 * @throws DictionaryError naming file, channel and field, and what is expected; all problems are listed
 */
export function seriesDictionary(json: unknown, file: string): SeriesDictionary {
  const shape = seriesDictionaryShape.safeParse(json);
  if (!shape.success) throw new DictionaryError(strictProblems(shape.error, file));
  const problems: string[] = [];
  const dictionary = normalForm(shape.data, (problem) => problems.push(`${file}: ${problem}.`));
  if (problems.length > 0) throw new DictionaryError(problems);
  return dictionary;
}

/** @returns a dictionary that may be used only if nothing was reported */
function normalForm(shape: SeriesDictionaryShape, report: Report): SeriesDictionary {
  const dictionary: SeriesDictionary = {
    name: shape.name,
    version: String(shape.version ?? '1'),
    kind: shape.kind,
    title: shape.title ?? shape.name,
    unit: shape.unit,
    patientId: shape.patientId,
    daysPerPatient: shape.daysPerPatient,
    publicCohortSize: shape.publicCohortSize ?? {},
    public: shape.public ?? false,
    time: shape.time,
    grid: shape.grid,
    channels: shape.channels.flatMap((channel) => normalChannel(channel, (problem) => report(`channel "${channel.name}" ${problem}`))),
    attributes: { file: shape.attributes?.file ?? null, columns: normalAttributes(shape, report) },
    calendar: shape.calendar ?? null,
  };
  check(dictionary, report);
  return dictionary;
}

function normalChannel(shape: ChannelShape, report: Report): SeriesChannel[] {
  const column = numericColumn({ ...shape, type: 'numeric' }, report);
  if (column === null) return [];
  const values = typeof shape.values === 'string' ? [shape.values] : (shape.values ?? [shape.name]);
  const everyMinutes = shape.everyMinutes ?? null;
  if (columnCells(column).size > MAX_CELLS) report(`has more than ${MAX_CELLS} cells: use fewer bins`);
  if ((values.length > 1) !== (everyMinutes !== null)) report('must give "everyMinutes" exactly where "values" names several columns');
  if (new Set(values).size < values.length) report('names a column twice in "values"');
  return [{ ...column, file: shape.file ?? null, values, everyMinutes, combine: shape.combine }];
}

function normalAttributes(shape: SeriesDictionaryShape, report: Report): Column[] {
  return (shape.attributes?.columns ?? []).flatMap((column) => {
    const normal = normalColumn(column, { isTarget: false, report: (problem) => report(`attribute "${column.name}" ${problem}`) });
    return normal === null ? [] : [normal];
  });
}

function check({ grid, channels, attributes, patientId, time }: SeriesDictionary, report: Report): void {
  if (grid.startMinute + grid.stepMinutes * grid.count > MINUTES_OF_A_DAY) report('field "grid" must end with the day: startMinute + stepMinutes x count is at most 1440');
  if (channels.length * grid.count > MAX_STEPS) report(`field "channels" must make at most ${MAX_STEPS} steps: use a coarser grid`);
  const names = [...channels, ...attributes.columns].map(({ name }) => name);
  if (new Set(names).size < names.length) report('two channels or attributes have one name: give each a name of its own');
  if (names.includes(patientId)) report(`field "patientId" names "${patientId}", which identifies patients and cannot be a channel or an attribute`);
  if (patientId === time.column) report('fields "patientId" and "time.column" must name two columns');
  const inFiles = [...channels, ...(attributes.columns.length > 0 ? [attributes] : [])].map(({ file }) => file !== null);
  if (new Set(inFiles).size > 1) report('either every channel and the attributes must name a "file", or none: the source is a folder or a file');
}
