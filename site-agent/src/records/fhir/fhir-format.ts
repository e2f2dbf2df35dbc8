import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { encodedChunks, linesOf, RecordReader, type DataDictionary, type FindingKind, type FindingList } from '@commonward/schema';
import { fileProblem, OperatorError } from '../../operator-error.js';
import { filePieces } from '../file-pieces.js';
import type { RecordFormat } from '../records.js';
import { readMapping } from './mapping.js';
import { PatientRows, type Tell } from './patient-rows.js';
import { RESOURCES, resourceOf, type ResourceKind } from './resource.js';

const PREFIX = 'fhir:';

/** A folder of a bulk export and the mapping of its resources: `fhir:mapping.json@folder`. */
export interface FhirSource {
  readonly mapping: string;
  readonly folder: string;
}

/** @returns null if the source is no such export */
export function fhirSource(source: string): FhirSource | null {
  const parts = source.startsWith(PREFIX) ? source.slice(PREFIX.length).split('@') : [];
  return parts.length === 2 ? { mapping: parts[0], folder: parts[1] } : null;
}

export const fhirSourceText = ({ mapping, folder }: FhirSource): string => `${PREFIX}${mapping}@${folder}`;

const NOT_A_RESOURCE: FindingKind = { severity: 'error', column: '', text: 'a resource of the kind that the name of the file says is expected on the line; the resource is left out' };
const REPEATED: FindingKind = { severity: 'error', column: '', text: 'the patient is there already; keep one Patient resource for each patient; the resource is left out' };
const NO_RECORDS: FindingKind = { severity: 'error', column: '', text: 'the export holds no patients; it should hold files such as Patient.ndjson and Observation.ndjson' };

/** Patients of a FHIR bulk export (newline-delimited JSON), one record each. @see https://hl7.org/fhir/uv/bulkdata/ */
export const fhirFormat = (source: FhirSource, dictionary: DataDictionary): RecordFormat => ({
  place: 'line',
  chunks: (findings) => encodedChunks(fhirRecords(source, { dictionary, findings }), dictionary),
});

interface Context {
  readonly dictionary: DataDictionary;
  readonly findings: FindingList;
}

function* fhirRecords({ mapping, folder }: FhirSource, { dictionary, findings }: Context): Iterable<Float64Array> {
  const mappings = readMapping(mapping, dictionary);
  const patients = new PatientRows(dictionary.columns.map(({ name }) => name), mappings);
  for (const kind of RESOURCES) addResources(patients, { folder, kind, findings });
  const reader = new RecordReader(dictionary, findings);
  const header = { width: mappings.length, positions: mappings.map((_, j) => j), patientId: null };
  let records = 0;
  for (const { line, cells } of patients.rows()) {
    records += 1;
    const values = reader.read(cells, { header, line });
    if (values !== null) yield values;
  }
  if (records === 0) findings.add(NO_RECORDS, { line: 1, detail: '' });
}

/** Patients first: a resource about nobody of the export is not looked at. */
function addResources(patients: PatientRows, { folder, kind, findings }: { folder: string; kind: ResourceKind; findings: FindingList }): void {
  for (const file of filesOf(folder, kind)) {
    let line = 0;
    for (const content of linesOf(filePieces(join(folder, file)))) {
      line += 1;
      const at = line;
      if (content.trim() !== '') addResource(patients, { kind, content, line, tell: (odd) => findings.add(odd, { line: at, detail: file }) });
    }
  }
}

function addResource(patients: PatientRows, { kind, content, line, tell }: { kind: ResourceKind; content: string; line: number; tell: Tell }): void {
  switch (kind) {
    case 'Patient': {
      const patient = resourceOf(kind, content);
      if (patient === null) tell(NOT_A_RESOURCE);
      else if (!patients.addPatient(patient, line)) tell(REPEATED);
      return;
    }
    case 'Observation': {
      const observation = resourceOf(kind, content);
      if (observation === null) tell(NOT_A_RESOURCE);
      else patients.addObservation(observation, tell);
      return;
    }
    case 'Condition': {
      const condition = resourceOf(kind, content);
      if (condition === null) tell(NOT_A_RESOURCE);
      else patients.addCondition(condition);
    }
  }
}

/** Patient.ndjson, Patient.0001.ndjson, Patient-2.ndjson; in the order of their names. */
function filesOf(folder: string, kind: ResourceKind): string[] {
  try {
    return readdirSync(folder).filter((name) => new RegExp(`^${kind}([.-].*)?[.]ndjson$`).test(name)).sort();
  } catch (error) {
    throw error instanceof OperatorError ? error : fileProblem('read', folder, error);
  }
}
