import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { Machine } from '../consortium/machine.js';
import { expectOneSentence } from './one-sentence.js';

jest.setTimeout(120_000);

const machine = new Machine();
afterAll(() => machine.end());

const images = { name: 'chest', kind: 'image', unit: 'image', image: { height: 8, width: 8 }, classes: ['normal', 'ill'], labels: { from: 'folders' } };
const series = {
  name: 'days',
  kind: 'series',
  unit: 'day',
  patientId: 'id',
  daysPerPatient: 2,
  time: { column: 'time', format: 'iso' },
  grid: { startMinute: 0, stepMinutes: 720, count: 2 },
  channels: [{ name: 'steps', combine: 'sum', min: 0, max: 1000, missing: '' }],
};

const write = (name: string, content: string): string => {
  writeFileSync(join(machine.folder, name), content);
  return join(machine.folder, name);
};
const check = (records: string, dictionary: object) => machine.run('commonward-site', 'data', 'check', '--records', records, '--dictionary', write('dictionary.json', JSON.stringify(dictionary)));

describe('data check of images', () => {
  it('names the file of an image that cannot be read, and shows none of it', async () => {
    mkdirSync(join(machine.folder, 'xrays', 'ill'), { recursive: true });
    write(join('xrays', 'ill', '7.png'), 'Canary');
    const { code, stdout } = await check(join(machine.folder, 'xrays'), images);
    expect(code).toBe(1);
    expect(stdout).toContain('image 1 (ill/7.png): this is not a whole PNG file; write it again; the image is left out.');
    expect(stdout).not.toContain('Canary');
  });

  it('asks for a folder of each class', async () => {
    mkdirSync(join(machine.folder, 'none'));
    expectOneSentence(await check(join(machine.folder, 'none'), images), /there is no folder that bears the code of a class \(normal, ill\)/);
  });
});

describe('data check of series', () => {
  it('counts the days', async () => {
    const { code, stdout } = await check(write('days.csv', 'id,time,steps\na,2026-01-01 08:00,5\na,2026-01-02 08:00,5\n'), series);
    expect({ code, counted: stdout.includes('2 usable records, 0 errors, 0 notes') }).toEqual({ code: 0, counted: true });
  });

  it('asks for the columns that a file lacks', async () => {
    expectOneSentence(await check(write('days.csv', 'id,when,steps\n'), series), /days\.csv, line 1: the header lacks the column time/);
  });

  it('names the field of a dictionary that cannot be used', async () => {
    expectOneSentence(await check(write('days.csv', 'id,time,steps\n'), { ...series, grid: 24 }), /dictionary\.json: field "grid" must be \{"startMinute", "stepMinutes", "count"\}, the steps of a day/);
  });
});
