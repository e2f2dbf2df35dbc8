import { describe, expect, it } from '@jest/globals';
import { DictionaryError, dictionaryJson, parseAnyDictionary, parseDictionary } from './index.js';

const images = { name: 'chest', kind: 'image', unit: 'image', image: { height: 28, width: 28 }, classes: [{ code: 0, label: 'normal' }, 1], labels: { from: 'folders' } };
const table = { name: 'x', kind: 'table', unit: 'patient', target: 'y', columns: ['x', 'y'].map((name) => ({ name, type: 'categorical', categories: ['0', '1'], missing: null })) };
const steps = { name: 'steps', file: 'hourlySteps.csv', values: 'StepTotal', combine: 'sum', min: 0, max: 13200, bins: [0, 1, 500, 13200], integer: true, missing: null };
const series = {
  name: 'days',
  kind: 'series',
  unit: 'day',
  patientId: 'Id',
  daysPerPatient: 31,
  time: { column: 'ActivityHour', format: 'us' },
  grid: { startMinute: 0, stepMinutes: 60, count: 24 },
  channels: [steps],
};

const parse = (json: unknown) => parseAnyDictionary({ text: JSON.stringify(json), file: 'dictionary.json' });

function problems(json: unknown): readonly string[] {
  try {
    parse(json);
  } catch (error) {
    if (error instanceof DictionaryError) return error.problems;
    throw error;
  }
  return [];
}

describe('a dictionary of any kind', () => {
  it('of a table is what parseDictionary reads', () => {
    expect(parse(table)).toEqual(parseDictionary({ text: JSON.stringify(table), file: 'dictionary.json' }));
  });

  it('is read back from its normal form to the same', () => {
    const attributes = { file: 'people.csv', columns: [{ name: 'age', type: 'numeric', min: 18, max: 100, missing: '' }] };
    for (const json of [table, images, { ...images, unit: 'patient', patientId: 'pid', imagesPerPatient: 3, labels: { from: 'table', file: 'labels.csv', image: 'file', label: 'class' }, grey: { black: -1000, white: 400 } }, series, { ...series, attributes, calendar: 'weekend' }]) {
      const dictionary = parse(json);
      expect(parseAnyDictionary({ text: dictionaryJson(dictionary), file: 'd' })).toEqual(dictionary);
    }
  });

  it.each([[{ kind: 'sound' }], [{}], [null], [[]]])('names its kind, which %j does not', (json) => {
    expect(problems(json)).toEqual(['dictionary.json: field "kind" must be "table", "series" or "image".']);
  });
});

describe('an image dictionary', () => {
  it('fills in its defaults', () => {
    expect(parse(images)).toEqual({
      ...images,
      version: '1',
      title: 'chest',
      patientId: null,
      imagesPerPatient: null,
      publicCohortSize: {},
      public: false,
      grey: { black: 0, white: 255 },
      classes: [{ code: '0', label: 'normal' }, { code: '1', label: '1' }],
    });
  });

  it.each([
    [{ hight: 3 }, 'field "hight" is not known; leave it out, or correct its name'],
    [{ image: { height: 28 } }, 'field "image.width" must be the width in pixels, a whole number from 1 to 1024'],
    [{ image: { height: 0, width: 28 } }, 'field "image.height" must be the height in pixels, a whole number from 1 to 1024'],
    [{ unit: 'day' }, 'field "unit" must be "image" or "patient", what the privacy guarantee protects one of'],
    [{ unit: 'patient' }, 'field "patientId" must say what tells patients apart, for "unit" is "patient"'],
    [{ patientId: 'pid', labels: { from: 'table', file: 'l.csv', image: 'f', label: 'l' } }, 'fields "patientId" and "imagesPerPatient" must be given together: without patients no number of images can be held'],
    [{ patientId: 'pid', imagesPerPatient: 2 }, 'field "patientId" must be null, for folders of classes do not tell patients apart: use a table of labels'],
    [{ grey: { black: 5, white: 5 } }, 'field "grey.black" must be below "grey.white"'],
    [{ classes: [1, '1.0'] }, 'field "classes" names a code twice: "1" and "1.0" are the same code'],
    [{ classes: [] }, 'field "classes" must name at least one class'],
    [{ classes: ['../x'] }, 'field "classes" must hold codes that can be names of folders, for "labels" says so'],
    [{ labels: { from: 'names' } }, 'field "labels.from" must be {"from": "folders"}, {"from": "table", "file", "image", "label"} or {"from": "arrays", "images", "labels"}'],
    [{ labels: { from: 'table', file: '../labels.csv', image: 'f', label: 'l' } }, 'field "labels.file" must be the name of the CSV file with the labels, without a folder'],
    [{ publicCohortSize: { a: 0 } }, 'field "publicCohortSize.a" must be the number of images, a whole number from 1 on'],
  ])('with %j is refused in one sentence', (changes, sentence) => {
    expect(problems({ ...images, ...changes })).toEqual([`dictionary.json: ${sentence}.`]);
  });
});

describe('a series dictionary', () => {
  it('fills in its defaults', () => {
    const plain = { ...steps, file: undefined, values: undefined, bins: [0, 1, 13200] };
    const { bins: edges, ...channel } = plain;
    expect(parse({ ...series, channels: [plain] })).toEqual({
      ...series,
      version: '1',
      title: 'days',
      publicCohortSize: {},
      public: false,
      channels: [{ ...channel, type: 'numeric', edges, missing: [], decimals: null, spikes: [], measure: null, description: null, file: null, values: ['steps'], everyMinutes: null }],
      attributes: { file: null, columns: [] },
      calendar: null,
    });
  });

  const wide = { ...steps, values: ['a', 'b'] };
  it.each([
    [{ chanels: [] }, 'field "chanels" is not known; leave it out, or correct its name'],
    [{ channels: [{ ...steps, agregate: 1 }] }, 'field "channels.1.agregate" is not known; leave it out, or correct its name'],
    [{ channels: [{ ...steps, combine: 'median' }] }, 'field "channels.1.combine" must be "mean" or "sum", what several readings within a step make'],
    [{ channels: [] }, 'field "channels" must hold at least one channel'],
    [{ channels: [{ ...steps, max: null }] }, 'channel "steps" has no bounds: add "max", public limits that come from general knowledge and not from the records'],
    [{ channels: [wide] }, 'channel "steps" must give "everyMinutes" exactly where "values" names several columns'],
    [{ channels: [{ ...wide, values: ['a', 'a'], everyMinutes: 1 }] }, 'channel "steps" names a column twice in "values"'],
    [{ channels: [steps, steps] }, 'two channels or attributes have one name: give each a name of its own'],
    [{ channels: [steps, { ...steps, name: 'other', file: null }] }, 'either every channel and the attributes must name a "file", or none: the source is a folder or a file'],
    [{ channels: [{ ...steps, file: '/etc/x' }] }, 'field "channels.1.file" must be the name of a file in the folder of the source, without a folder'],
    [{ channels: [{ ...steps, name: 'Id' }] }, 'field "patientId" names "Id", which identifies patients and cannot be a channel or an attribute'],
    [{ grid: { startMinute: 60, stepMinutes: 60, count: 24 } }, 'field "grid" must end with the day: startMinute + stepMinutes x count is at most 1440'],
    [{ unit: 'image' }, 'field "unit" must be "day" or "patient", what the privacy guarantee protects one of'],
    [{ daysPerPatient: undefined }, 'field "daysPerPatient" must be how many days of a patient are used, a whole number from 1 to 3660'],
    [{ time: { column: 't', format: 'de' } }, 'field "time.format" must be "iso" (2016-04-12 13:00) or "us" (4/12/2016 1:00:00 PM)'],
    [{ calendar: 'month' }, 'field "calendar" must be "weekend" or "day-of-week", or null'],
  ])('with %j is refused in one sentence', (changes, sentence) => {
    expect(problems({ ...series, ...changes })).toEqual([`dictionary.json: ${sentence}.`]);
  });
});
