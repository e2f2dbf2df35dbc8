import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dayColumns, encodedDays, FindingList, inFile, parseAnyDictionary, seriesFiles, SeriesReader, type SeriesDictionary } from '@commonward/schema';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { OperatorError } from '../../operator-error.js';
import { seriesRecords } from './series-records.js';
import { seriesRows } from './series-rows.js';

const heart = { name: 'heart', values: 'bpm', combine: 'mean', min: 30, max: 220, bins: [30, 60, 100, 220], missing: '' };
const steps = { name: 'steps', combine: 'sum', min: 0, max: 1000, bins: [0, 1, 100, 1000], missing: null };
const base = { name: 'days', kind: 'series', unit: 'day', patientId: 'id', daysPerPatient: 9, time: { column: 'time', format: 'iso' }, grid: { startMinute: 480, stepMinutes: 60, count: 2 }, channels: [heart] };

function dictionary(changes: object = {}): SeriesDictionary {
  const read = parseAnyDictionary({ text: JSON.stringify({ ...base, ...changes }), file: 'd' });
  if (read.kind !== 'series') throw new Error('another kind');
  return read;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commonward-series-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);

/** The cells and values of every day, whose it is, and what was said. */
function read(changes: object = {}, name: string | null = null) {
  const using = dictionary(changes);
  const findings = new FindingList('source', 'line');
  const reader = new SeriesReader(using, findings);
  for (const file of seriesFiles(using)) {
    const about = file.file === null ? findings : inFile(findings, file.file);
    reader.readFile(file, seriesRows(join(folder, file.file ?? name ?? ''), { columns: file.columns, findings: about }), about);
  }
  const days = [...encodedDays(reader.days(), using, findings)].flatMap(({ rows, codes, values, patients }) =>
    Array.from({ length: rows }, (_, row) => {
      const [width, numbers] = [codes.length / rows, values.length / rows];
      return { patient: patients[row], codes: [...codes.subarray(row * width, (row + 1) * width)], values: [...values.subarray(row * numbers, (row + 1) * numbers)] };
    }),
  );
  return { days, messages: findings.toArray().map(({ message }) => message) };
}

describe('long series', () => {
  it('fall into the steps of a public grid, whenever they were taken, and a step without a reading is missing', () => {
    write('a.csv', 'time,id,bpm,note\n2026-03-01 08:00,x,50,Canary\n2026-03-01 08:59:59,x,80,\n2026-03-01 10:00,x,200,\n2026-03-02T09:10,x,99,\n2026-03-01 07:59,y,70,\n2026-03-01 09:00,y,300,\n');
    expect(read({}, 'a.csv')).toEqual({
      days: [
        { patient: 0, codes: [1, 3], values: [65, NaN] },
        { patient: 0, codes: [3, 1], values: [NaN, 99] },
        { patient: 1, codes: [3, 2], values: [NaN, 220] },
      ],
      messages: ['source, line 6, column "heart": what a step of the day comes to lies outside the public bounds 30 to 220 and is clipped to them; check it and its unit.'],
    });
  });

  it('are the same from CSV, NDJSON and Parquet', () => {
    const rows = [['2026-03-01 08:00', 'x', 50], ['2026-03-01 09:30', 'y', 61.5], ['2026-03-01 08:30', 'x', 71]] as const;
    write('a.csv', ['time,id,bpm', ...rows.map((row) => row.join(','))].join('\n'));
    write('a.ndjson', rows.map(([time, id, bpm]) => JSON.stringify({ id, time, bpm })).join('\n'));
    const columnData = [
      { name: 'id', data: rows.map(([, id]) => id), type: 'STRING' as const },
      { name: 'time', data: rows.map(([time]) => new Date(`${time}Z`)), type: 'TIMESTAMP' as const },
      { name: 'bpm', data: rows.map(([, , bpm]) => bpm), type: 'DOUBLE' as const },
    ];
    write('a.parquet', new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 2 })));
    const csv = read({}, 'a.csv');
    expect(csv).toEqual({ days: [{ patient: 0, codes: [1, 3], values: [60.5, NaN] }, { patient: 1, codes: [3, 1], values: [NaN, 61.5] }], messages: [] });
    expect(read({}, 'a.ndjson')).toEqual(csv);
    expect(read({}, 'a.parquet')).toEqual(csv);
  });

  it('add up where the dictionary says so, and leave out a day that lacks steps of a channel that is never missing', () => {
    write('a.csv', 'id,time,steps\nx,2026-03-01 08:00,3\nx,2026-03-01 08:15,4\nx,2026-03-01 09:00,0\ny,2026-03-01 08:00,5\n');
    expect(read({ channels: [steps] }, 'a.csv')).toEqual({
      days: [{ patient: 0, codes: [1, 0], values: [7, 0] }],
      messages: ['source, line 5, column "steps": the day lacks readings in some steps, and the channel is never missing; the day is left out.'],
    });
  });

  it('count a row once that is there twice, and of an hour that the clock shows twice the first', () => {
    write('a.csv', 'id,time,steps\nx,2026-10-25 08:00,10\nx,2026-10-25 08:30,20\nx,2026-10-25 08:30,20\nx,2026-10-25 08:00,400\nx,2026-10-25 08:45,1\nx,2026-10-25 09:00,2\n');
    expect(read({ channels: [steps] }, 'a.csv')).toEqual({
      days: [{ patient: 0, codes: [1, 1], values: [31, 2] }],
      messages: ['source, lines 4, 5, column "steps": a reading of this time, or of a later one in the same step, came before; the first counts, and this one is left out.'],
    });
  });

  it('count the first days of a patient, wherever in the file their rows are', () => {
    write('a.csv', 'id,time,bpm\nx,2026-03-02 08:00,50\ny,2026-03-01 08:00,50\nx,2026-03-01 08:00,70\nx,2026-03-02 09:00,120\n');
    expect(read({ daysPerPatient: 1 }, 'a.csv')).toEqual({
      days: [{ patient: 0, codes: [0, 2], values: [50, 120] }, { patient: 1, codes: [0, 3], values: [50, NaN] }],
      messages: ['source, line 4, column "id": of a patient the first 1 days count, and the patient has more; the day is left out.'],
    });
  });

  it('leave out a row without a patient or a time, and a reading that is no number', () => {
    write('a.csv', 'id,time,bpm\n,2026-03-01 08:00,50\nx,yesterday,50\nx,2026-03-01 08:00,Canary\nx,2026-03-01 09:00,50\n');
    const { days, messages } = read({}, 'a.csv');
    expect(days).toEqual([{ patient: 0, codes: [3, 0], values: [NaN, 50] }]);
    expect(messages.map((message) => message.slice(0, 60))).toEqual([
      'source, line 2, column "id": a value that identifies the pat',
      'source, line 3, column "time": a date or a time such as 2016',
      'source, line 4, column "heart": a decimal number is expected',
    ]);
    expect(messages.join()).not.toContain('Canary');
  });
});

describe('wide series', () => {
  it('have several readings in a row, each later than the one before, over midnight too', () => {
    const channels = [{ ...heart, values: ['a', 'b', 'c'], everyMinutes: 60 }];
    write('a.csv', 'id,time,a,b,c\nx,2026-03-01 23:00,50,90,110\n');
    expect(read({ channels, grid: { startMinute: 0, stepMinutes: 60, count: 24 } }, 'a.csv').days.map(({ values }) => values.flatMap((value, hour) => (Number.isNaN(value) ? [] : [[hour, value]])))).toEqual([[[23, 50]], [[0, 90], [1, 110]]]);
  });
});

describe('series in several files', () => {
  const channels = [{ ...heart, file: 'heart.csv' }, { ...steps, file: 'steps.csv' }];
  it('come together by patient and time, with the attributes of the patient and the calendar', () => {
    write('heart.csv', 'id,time,bpm\nx,2026-03-01 08:00,50\nz,2026-03-01 08:00,50\n');
    write('steps.csv', 'id,time,steps\nz,2026-03-01 08:00,1\nz,2026-03-01 09:00,1\nx,2026-03-01 09:00,7\nx,2026-03-01 08:00,0\n');
    write('people.csv', 'id,sex\nx,f\n');
    const attributes = { file: 'people.csv', columns: [{ name: 'sex', type: 'categorical', categories: ['m', 'f'], missing: null, other: false }] };
    expect(dayColumns(dictionary({ channels, attributes, calendar: 'weekend' })).map(({ name }) => name)).toEqual(['heart 08:00', 'heart 09:00', 'steps 08:00', 'steps 09:00', 'sex', 'weekend']);
    expect(read({ channels, attributes, calendar: 'weekend' })).toEqual({
      days: [{ patient: 0, codes: [0, 3, 0, 1, 1, 1], values: [50, NaN, 0, 7] }],
      messages: ['source, line 3: attributes that can be used are expected for the day; fill them in; the day is left out.'],
    });
  });

  it('say which file a finding is about, and which file is not there', () => {
    write('heart.csv', 'id,time,bpm\nx,never,50\n');
    expect(() => seriesRecords(folder, dictionary({ channels })).check()).toThrow(new OperatorError(`Cannot read ${join(folder, 'steps.csv')}: there is no such file; check the path.`));
    write('steps.csv', 'id,time,step\n');
    expect(() => seriesRecords(folder, dictionary({ channels })).check()).toThrow(`${join(folder, 'steps.csv')}, line 1: the header lacks the column steps; add or rename them, it should hold id, time, steps.`);
    write('steps.csv', 'id,time,steps\nx,2026-03-01 08:00,1\n');
    expect(read({ channels }).messages[0]).toBe('source, line 2 (heart.csv), column "time": a date or a time such as 2016-04-12 13:00 is expected; the row is left out.');
  });

  it('may hold attributes in the rows of the first file', () => {
    const attributes = { columns: [{ name: 'ward', type: 'categorical', categories: ['a', 'b'], missing: null }] };
    write('a.csv', 'id,time,bpm,ward\nx,2026-03-01 08:00,50,b\n');
    expect(read({ attributes, calendar: 'day-of-week' }, 'a.csv').days[0].codes).toEqual([0, 3, 1, 0]);
  });
});
