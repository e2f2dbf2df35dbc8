import { describe, expect, it } from '@jest/globals';
import { sha256Hex } from '@commonward/envelope';
import { aLineage, coordinator, dictionary } from '../a-lineage.fixture.js';
import { signFiles } from '../checksums.js';
import { composeFiles } from '../compose.js';
import { fileOf, text, utf8 } from '../files.js';
import { verifyExport } from '../verify.js';

interface TableField {
  readonly name: string;
  readonly type: 'integer' | 'number' | 'string';
  readonly constraints: { required: boolean; minimum?: number; maximum?: number; enum?: string[] };
}

const files = composeFiles(aLineage());
const read = (path: string): unknown => JSON.parse(text(fileOf(files, path)));
const [header, ...rows] = text(fileOf(files, 'data.csv')).trimEnd().split(/\r?\n/).map((line) => line.split(','));
const data = read('datapackage.json') as { name: string; description: string; resources: { path: string; bytes: number; hash: string; schema: { fields: TableField[]; missingValues: string[] } }[] };

/** What the specification of table schemas asks of a cell. */
function meets(cell: string, { type, constraints: { required, minimum, maximum, enum: codes } }: TableField): boolean {
  if (cell === '') return !required;
  if (type === 'string') return codes === undefined || codes.includes(cell);
  const value = Number(cell);
  return Number.isFinite(value) && (type === 'number' || Number.isInteger(value)) && value >= (minimum ?? -Infinity) && value <= (maximum ?? Infinity);
}

describe('the data package of an export', () => {
  it('describes the columns of data.csv, and every cell keeps to its description', () => {
    const [{ schema }] = data.resources;
    expect(schema.fields.map(({ name }) => name)).toEqual(header);
    expect(schema.missingValues).toEqual(['']);
    for (const row of rows) expect(row.filter((cell, j) => !meets(cell, schema.fields[j]))).toEqual([]);
    expect(schema.fields.map(({ type }) => type)).toEqual(['integer', 'string', 'number', 'string']);
  });

  it('names the file with its size and its hash', () => {
    for (const { path, bytes, hash } of data.resources) {
      expect({ path, bytes, hash }).toEqual({ path, bytes: fileOf(files, path).length, hash: `sha256:${sha256Hex(fileOf(files, path))}` });
    }
    expect(data.name).toMatch(/^[-a-z0-9._/]+$/);
  });
});

describe('the Croissant metadata of an export', () => {
  const { distribution, recordSet, description } = read('croissant.json') as {
    description: string;
    distribution: { '@id': string; contentUrl: string; sha256: string }[];
    recordSet: { field: { '@id': string; dataType: string; source: { fileObject: { '@id': string }; extract: { column: string } } }[] }[];
  };

  it('names each file with its hash, and takes every field from a column of data.csv', () => {
    for (const { contentUrl, sha256 } of distribution) expect(sha256).toBe(sha256Hex(fileOf(files, contentUrl)));
    const [{ field }] = recordSet;
    expect(field.map(({ source }) => [source.fileObject['@id'], source.extract.column])).toEqual(header.map((name) => ['data.csv', name]));
    expect(field.map(({ dataType }) => dataType)).toEqual(['sc:Integer', 'sc:Text', 'sc:Float', 'sc:Text']);
  });

  it('says first that these are not patients, and under which guarantee', () => {
    for (const words of [description, data.description]) {
      expect(words).toMatch(/^These are not patients: /);
      expect(words).toContain('epsilon 2, delta 1e-5, unit patient, adjacency add-or-remove-one');
    }
    expect(dictionary.columns).toHaveLength(header.length);
  });
});

describe('the research object of an export', () => {
  const { '@graph': entities } = read('ro-crate-metadata.json') as { '@graph': { '@id': string; '@type': string; about?: { '@id': string }; hasPart?: { '@id': string }[] }[] };
  const entity = (id: string) => entities.find((one) => one['@id'] === id);

  it('describes the folder, as the metadata descriptor says, and files that are there', () => {
    const root = entity(entity('ro-crate-metadata.json')?.about?.['@id'] ?? '');
    expect(root).toMatchObject({ '@id': './', '@type': 'Dataset', description: data.description });
    for (const { '@id': name } of root?.hasPart ?? []) {
      expect(entity(name)).toMatchObject({ '@type': 'File' });
      expect(files.has(name)).toBe(true);
    }
  });

  it('names nothing that it does not describe, but for its own specification', () => {
    const named = [...JSON.stringify(entities).matchAll(/"@id":"([^"]+)"/g)].map(([, id]) => id);
    expect(named.filter((id) => entity(id) === undefined)).toEqual(['https://w3id.org/ro/crate/1.2']);
  });
});

describe('the table on the web of an export', () => {
  it('gives every column of data.csv, by its title, the type of its values', () => {
    const { url, tableSchema } = read('data.csv-metadata.json') as { url: string; tableSchema: { columns: { name: string; titles: string; datatype: string | { base: string; minimum: number; maximum: number }; required: boolean }[] } };
    expect(url).toBe('data.csv');
    expect(tableSchema.columns.map(({ titles }) => titles)).toEqual(header);
    expect(tableSchema.columns.map(({ datatype }) => (typeof datatype === 'string' ? datatype : datatype.base))).toEqual(['integer', 'string', 'number', 'string']);
    tableSchema.columns.forEach(({ datatype, required }, j) => {
      const cells = rows.map((row) => row[j]);
      expect(required && cells.includes('')).toBe(false);
      if (typeof datatype !== 'string') for (const cell of cells.filter((one) => one !== '')) expect(Number(cell) >= datatype.minimum && Number(cell) <= datatype.maximum).toBe(true);
    });
  });
});

describe('the entry of an export for registries of private releases', () => {
  it('has every field that they ask for, with the numbers of the guarantee', () => {
    const { registry, guarantee } = read('privacy.json') as { registry: Record<string, unknown>; guarantee: object };
    expect(Object.keys(registry)).toEqual([
      'deployment', 'curators', 'publisher', 'purpose', 'dataDictionary', 'flavour', 'epsilon', 'delta', 'privacyUnit', 'adjacency', 'mechanism', 'accounting', 'trust', 'scope', 'implementation', 'contact',
    ]);
    const { epsilon, delta, privacyUnit: unit, adjacency } = registry;
    expect({ epsilon, delta, unit, adjacency }).toEqual(guarantee);
  });
});

describe('the metadata of an export', () => {
  it.each(['datapackage.json', 'croissant.json', 'ro-crate-metadata.json', 'data.csv-metadata.json'])('follows from the lineage: another %s does not verify, whoever signs it', (path) => {
    const changed = new Map([...files, [path, utf8(text(fileOf(files, path)).replace('not patients', 'patients'))]]);
    const { checks } = verifyExport(signFiles(changed, coordinator), coordinator.publicKey);
    expect(checks.filter(({ holds }) => !holds)).toEqual([{ name: 'replay', holds: false, detail: `${path} does not follow from the releases: the replay gives other bytes.` }]);
  });
});
