import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FindingList, parseDictionary } from '@commonward/schema';
import { OperatorError } from '../../operator-error.js';
import { openRecords } from '../open-records.js';
import { fhirFormat } from './fhir-format.js';

const dictionary = parseDictionary({
  file: 'd',
  text: JSON.stringify({
    name: 'ward',
    kind: 'table',
    unit: 'patient',
    target: 'diabetes',
    columns: [
      { name: 'sex', type: 'categorical', categories: ['female', 'male'], missing: '' },
      { name: 'born', type: 'numeric', min: 1900, max: 2030, bins: [1900, 1950, 2000, 2030], integer: true, missing: '' },
      { name: 'sbp', type: 'numeric', min: 60, max: 260, bins: [60, 120, 140, 260], missing: '' },
      { name: 'smoker', type: 'categorical', categories: ['yes', 'no'], missing: '' },
      { name: 'diabetes', type: 'categorical', categories: ['0', '1'], missing: null },
    ],
  }),
});
const [LOINC, SNOMED] = ['http://loinc.org', 'http://snomed.info/sct'];
const mapping = {
  columns: {
    sex: { resource: 'Patient', field: 'gender' },
    born: { resource: 'Patient', field: 'birthYear' },
    sbp: { resource: 'Observation', code: { system: LOINC, code: '8480-6' }, unit: 'mm[Hg]', take: 'last' },
    smoker: { resource: 'Observation', code: { system: LOINC, code: '72166-2' }, unit: null, take: 'first' },
    diabetes: { resource: 'Condition', code: { system: SNOMED, code: '44054006' }, present: '1', absent: '0' },
  },
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commonward-fhir-'));
  writeFileSync(join(folder, 'mapping.json'), JSON.stringify(mapping));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, ...resources: readonly (object | string)[]) =>
  writeFileSync(join(folder, name), resources.map((resource) => (typeof resource === 'string' ? resource : JSON.stringify(resource))).join('\n'));
const patient = (id: string, more: object = {}) => ({ resourceType: 'Patient', id, name: [{ family: 'Canary' }], gender: 'female', birthDate: '1970-05-01', ...more });
const coded = (system: string, code: string) => ({ coding: [{ system: 'urn:local', code: 'x' }, { system, code }] });
const about = (id: string) => ({ subject: { reference: `Patient/${id}` } });
const pressure = (id: string, value: number, day: string, code = 'mm[Hg]') => ({
  resourceType: 'Observation',
  status: 'final',
  code: coded(LOINC, '8480-6'),
  ...about(id),
  effectiveDateTime: day,
  valueQuantity: { value, unit: 'mmHg', code },
});
const diabetes = (id: string, more: object = {}) => ({ resourceType: 'Condition', code: coded(SNOMED, '44054006'), ...about(id), ...more });

/** The cells of each patient, and what was said. */
function read() {
  const source = { mapping: join(folder, 'mapping.json'), folder };
  const findings = new FindingList('export', 'line');
  const codes = [...fhirFormat(source, dictionary).chunks(findings)].flatMap((chunk) => [...chunk.codes]);
  const rows = Array.from({ length: codes.length / 5 }, (_, row) => codes.slice(5 * row, 5 * row + 5));
  return { rows, messages: findings.toArray().map(({ message }) => message) };
}

describe('a FHIR bulk export', () => {
  it('gives one record a patient, wherever the resources about the patient are', () => {
    write('Patient.ndjson', patient('a'), patient('b', { gender: 'male', birthDate: '1999' }));
    write('Observation.0001.ndjson', pressure('b', 150, '2026-01-01'), pressure('a', 110, '2026-01-01'));
    write('Observation.0002.ndjson', pressure('b', 130, '2026-02-01'), pressure('b', 100, '2025-12-01'));
    write('Condition.ndjson', diabetes('a'), diabetes('nobody'));
    expect(read()).toEqual({ rows: [[0, 1, 0, 2, 1], [1, 1, 1, 2, 0]], messages: [] });
  });

  it('has blood pressure in components, coded answers, and references of every form', () => {
    write('Patient.ndjson', patient('a'), patient('b'));
    const panel = { resourceType: 'Observation', code: coded(LOINC, '85354-9'), subject: { reference: 'https://hospital.org/fhir/Patient/a' }, component: [{ code: coded(LOINC, '8480-6'), valueQuantity: { value: 145, code: 'mm[Hg]' } }] };
    const smoking = { resourceType: 'Observation', code: coded(LOINC, '72166-2'), subject: { reference: 'urn:uuid:b' }, valueCodeableConcept: { coding: [{ code: 'no' }] } };
    write('Observation.ndjson', panel, smoking);
    expect(read()).toEqual({ rows: [[0, 1, 2, 2, 0], [0, 1, 3, 1, 0]], messages: [] });
  });

  it('does not believe what was entered in error, cancelled or refuted', () => {
    write('Patient.ndjson', patient('a'));
    write('Observation.ndjson', { ...pressure('a', 150, '2026-01-01'), status: 'entered-in-error' }, { ...pressure('a', 150, '2026-01-01'), status: 'cancelled' });
    write('Condition.ndjson', diabetes('a', { verificationStatus: { coding: [{ code: 'refuted' }] } }));
    expect(read().rows).toEqual([[0, 1, 3, 2, 0]]);
  });

  it('leaves out a quantity in another unit, and says in which file and line', () => {
    write('Patient.ndjson', patient('a'));
    write('Observation.ndjson', pressure('a', 150, '2026-01-01'), pressure('a', 20, '2026-02-01', 'kPa'));
    expect(read()).toEqual({
      rows: [[0, 1, 2, 2, 0]],
      messages: ['export, line 2 (Observation.ndjson), column "sbp": a quantity in mm[Hg] is expected; convert it, or change the mapping; the observation is left out.'],
    });
  });

  it('counts the first of two Patient resources of one patient, and no line that is no resource', () => {
    write('Patient.ndjson', patient('a'), patient('a', { gender: 'male' }), '{"resourceType":"Patient"', { resourceType: 'Group', id: 'g' });
    const { rows, messages } = read();
    expect(rows).toEqual([[0, 1, 3, 2, 0]]);
    expect(messages).toEqual([
      'export, line 2 (Patient.ndjson): the patient is there already; keep one Patient resource for each patient; the resource is left out.',
      'export, lines 3 (Patient.ndjson), 4 (Patient.ndjson): a resource of the kind that the name of the file says is expected on the line; the resource is left out.',
    ]);
  });

  it('without patients is reported, and one that is not there is refused', () => {
    expect(read().messages).toEqual(['export, line 1: the export holds no patients; it should hold files such as Patient.ndjson and Observation.ndjson.']);
    const source = `fhir:${join(folder, 'mapping.json')}@${join(folder, 'none')}`;
    expect(() => openRecords(source, dictionary).check()).toThrow(new OperatorError(`Cannot read ${join(folder, 'none')}: there is no such file; check the path.`));
  });

  it.each([
    ['is no JSON', '{', /mapping\.json is not JSON; a mapping looks like/],
    ['lacks a column', JSON.stringify({ columns: { sex: mapping.columns.sex } }), /mapping\.json: field "columns" lacks "born", a column of the dictionary; say which resource it is made of\./],
    ['names no unit for a quantity', JSON.stringify({ columns: { sbp: { ...mapping.columns.sbp, unit: undefined } } }), /mapping\.json: field "columns\.sbp\.unit" is not as expected/],
    ['names a resource that is not read', JSON.stringify({ columns: { sbp: { resource: 'Procedure' } } }), /mapping\.json: field "columns\.sbp\.resource" is not as expected/],
  ])('with a mapping that %s is refused', (_, text, sentence) => {
    writeFileSync(join(folder, 'mapping.json'), text);
    expect(() => read()).toThrow(sentence);
  });
});
