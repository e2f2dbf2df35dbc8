import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { columnDecoder, csvRows, dayColumns, encodedDays, FindingList, parseAnyDictionary, seriesCsv, seriesFiles, SeriesReader, type SeriesDictionary, type WrittenDays } from '../index.js';
import { columnCells } from '../layout.js';

/** Six steps of two hours from six o'clock on; steps are added, of the heart rate the mean is taken. */
const forms = fc.record({
  wideSteps: fc.constantFrom(null, { values: ['s1', 's2', 's3'], everyMinutes: 120 }, { values: ['s1', 's2', 's3', 's4'], everyMinutes: 60 }),
  wideHeart: fc.constantFrom(null, { values: ['h1', 'h2', 'h3', 'h4'], everyMinutes: 30 }),
  files: fc.constantFrom(null, ['a.csv', 'a.csv'], ['a.csv', 'b.csv']),
  attributes: fc.constantFrom('none' as const, 'in rows' as const, 'apart' as const),
  calendar: fc.constantFrom('weekend' as const, 'day-of-week' as const, null),
  format: fc.constantFrom('iso' as const, 'us' as const),
});

type Form = typeof forms extends fc.Arbitrary<infer F> ? F : never;

function dictionaryOf({ wideSteps, wideHeart, files, attributes, calendar, format }: Form): SeriesDictionary {
  const inFile = (file: string | undefined) => (files === null ? {} : { file });
  const columns = [
    { name: 'sex', type: 'categorical', categories: ['f', 'm'], missing: '' },
    { name: 'age', type: 'numeric', min: 0, max: 100, bins: [0, 40, 100], integer: true, missing: null },
  ];
  const own = attributes === 'none' ? null : { columns, ...inFile(attributes === 'apart' ? 'persons.csv' : files?.[0]) };
  const channels = [
    { name: 'steps', combine: 'sum', min: 0, max: 9000, bins: [0, 1, 500, 9000], integer: true, missing: null, ...wideSteps, ...inFile(files?.[0]) },
    { name: 'heart', combine: 'mean', min: 30, max: 220, bins: [30, 60, 90, 220], integer: true, missing: ['NA'], ...wideHeart, ...inFile(files?.[1]) },
  ];
  const grid = { startMinute: 360, stepMinutes: 120, count: 6 };
  const dictionary = parseAnyDictionary({ text: JSON.stringify({ name: 'days', kind: 'series', unit: 'day', patientId: 'id', daysPerPatient: 3, time: { column: 'time', format }, grid, channels, attributes: own, calendar }), file: 'd' });
  if (dictionary.kind !== 'series') throw new Error('another kind');
  return dictionary;
}

function anyDays(dictionary: SeriesDictionary, uniform: () => number): WrittenDays {
  const columns = dayColumns(dictionary);
  const [rows, steps] = [5, 12];
  const codes = Uint8Array.from({ length: rows * columns.length }, (_, at) => Math.floor(uniform() * columnCells(columns[at % columns.length]).size));
  const values = Float64Array.from({ length: rows * steps }, (_, at) => columnDecoder(columns[at % steps])(codes[Math.floor(at / steps) * columns.length + (at % steps)], uniform));
  return { rows, codes, values };
}

function readBack(texts: ReadonlyMap<string | null, string>, dictionary: SeriesDictionary) {
  const findings = new FindingList('source', 'line');
  const reader = new SeriesReader(dictionary, findings);
  for (const file of seriesFiles(dictionary)) {
    const wanted = { columns: file.columns.map((name) => ({ name })), patientId: null };
    const rows = [...csvRows([texts.get(file.file) ?? ''], { wanted, findings, file: 'f' })].map(({ cells, header, line }) => ({ cells: header.positions.map((position) => cells[position]), line }));
    reader.readFile(file, rows, findings);
  }
  const chunks = [...encodedDays(reader.days(), dictionary, findings)];
  return { rows: chunks.reduce((sum, { rows }) => sum + rows, 0), codes: chunks.flatMap(({ codes }) => [...codes]), values: chunks.flatMap(({ values }) => [...values]), patients: chunks.flatMap(({ patients }) => [...patients]) };
}

describe('days as CSV', () => {
  it('are read back as they were, in whatever form the dictionary describes, each of a person of its own', () => {
    fc.assert(
      fc.property(forms, fc.infiniteStream(fc.double({ min: 0, max: 0.999999, noNaN: true })), (form, stream) => {
        const uniform = (): number => Number(stream.next().value);
        const dictionary = dictionaryOf(form);
        const days = anyDays(dictionary, uniform);
        const read = readBack(seriesCsv(days, dictionary, uniform), dictionary);
        expect(read).toEqual({ rows: 5, codes: [...days.codes], values: [...days.values], patients: [0, 1, 2, 3, 4] });
      }),
      { numRuns: 60 },
    );
  });

  it('are written long, with a date that says nothing but the kind of day', () => {
    const dictionary = dictionaryOf({ wideSteps: null, wideHeart: null, files: ['a.csv', 'b.csv'], attributes: 'none', calendar: 'weekend', format: 'iso' });
    const days = { rows: 1, codes: Uint8Array.of(...Array<number>(12).fill(0), 1), values: Float64Array.of(0, 1, 2, 3, 4, 5, NaN, 61, 62, 63, 64, 65) };
    const texts = seriesCsv(days, dictionary, () => 0);
    expect(texts.get('a.csv')?.split('\n').slice(0, 3)).toEqual(['id,time,steps', '1,2001-01-06 06:00,0', '1,2001-01-06 08:00,1']);
    expect(texts.get('b.csv')?.split('\n').slice(0, 3)).toEqual(['id,time,heart', '1,2001-01-06 06:00,', '1,2001-01-06 08:00,61']);
  });
});
