import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { discreteGaussian, systemRandom, type Bounded } from '@commonward/privacy';
import { parseAnyDictionary } from '@commonward/schema';
import { npzFile } from '@commonward/schema/images';
import { boundCentres } from '@commonward/synthesis/site';
import { spectrumLength } from '@commonward/synthesis/plan';
import { openOn, request } from '../ledger/a-ledger.fixture.js';
import { SimDisk } from '../ledger/sim-disk.fixture.js';
import { aSpectrumPlan } from '../../../libs/synthesis/src/plan/spectrum/a-spectrum-study.fixture.js';
import { imageRecords } from './images/image-records.js';
import { openRecords } from './open-records.js';

const images = { name: 'chest', kind: 'image', unit: 'image', image: { height: 16, width: 16 }, classes: ['0', '1'], labels: { from: 'arrays', images: 'x', labels: 'y' } };
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
const table = { name: 'ward', kind: 'table', unit: 'patient', target: 'y', columns: ['x', 'y'].map((name) => ({ name, type: 'categorical', categories: ['0', '1'], missing: null })) };
const dictionaryOf = (json: object) => parseAnyDictionary({ text: JSON.stringify(json), file: 'd' });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commonward-kinds-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

describe('records of any kind', () => {
  it('are looked through as their dictionary says', () => {
    const xrays = npzFile({ x: { shape: [3, 8, 8], values: new Uint8Array(192) }, y: { shape: [3], values: Uint8Array.of(0, 1, 1) } });
    expect(openRecords(write('x.npz', xrays), dictionaryOf(images)).check()).toEqual({ records: 3, findings: [] });
    expect(openRecords(write('d.csv', 'id,time,steps\na,2026-01-01 08:00,5\nb,2026-01-01 08:00,5\n'), dictionaryOf(series)).check()).toEqual({ records: 2, findings: [] });
    expect(openRecords(write('t.csv', 'x,y\n0,1\n'), dictionaryOf(table)).check()).toEqual({ records: 1, findings: [] });
  });

  it('that are not what the dictionary describes are told in one sentence', () => {
    mkdirSync(join(folder, 'xrays'));
    expect(() => openRecords(join(folder, 'xrays'), dictionaryOf(images)).check()).toThrow(/xrays: a file that ends in \.npz is expected, for "labels" of the dictionary names arrays\.$/);
    expect(() => openRecords(write('d.xlsx', ''), dictionaryOf(series)).check()).toThrow(/d\.xlsx: a file that ends in \.csv, \.ndjson, \.jsonl, \.parquet is expected/);
  });
});

describe('images that a round has paid for', () => {
  it('are read one by one as the first release counts them, and not before', () => {
    const xrays = { x: { shape: [3, 8, 8], values: new Uint8Array(192).fill(200) }, y: { shape: [3], values: Uint8Array.of(0, 1, 1) } };
    const dictionary = dictionaryOf(images);
    if (dictionary.kind !== 'image') throw new Error('another kind');
    const plan = aSpectrumPlan({ dictionary: { ...dictionary, publicCohortSize: { a: 4700 } }, sites: ['a'], guarantee: { epsilon: 10, delta: 1e-5, unit: 'image', adjacency: 'add-or-remove-one' } });
    const debit = openOn(new SimDisk()).debit(request(1));
    if (debit.kind === 'refused') throw new Error(debit.reason);
    const sensitive = imageRecords(join(folder, 'later.npz'), dictionary).read(debit);
    write('later.npz', npzFile(xrays));
    const bounded: Bounded<Int32Array> = boundCentres(sensitive, plan);
    const { value } = discreteGaussian(bounded, { variances: plan.centres.map(() => 1), random: systemRandom });
    expect(value.length).toBe(spectrumLength(plan, 'centres'));
    expect([value[0] / 256, value[1] / 256].map(Math.round)).toEqual([1, 2]);
  });
});
