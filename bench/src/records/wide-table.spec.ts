import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseDictionary, readTable } from '@commonward/schema';
import { wideDictionary, writeWideTable } from './wide-table.js';

describe('the simulated wide table', () => {
  it('has forty columns and as many usable patients as asked for', () => {
    const folder = mkdtempSync(join(tmpdir(), 'commonward-wide-'));
    const path = join(folder, 'records.csv');
    writeWideTable(path, { rows: 3001, seed: 'a seed' });
    const dictionary = parseDictionary({ text: wideDictionary({ rows: 3001 }), file: 'dictionary.json' });
    const { table, findings } = readTable({ text: readFileSync(path, 'utf8'), file: path, dictionary });
    rmSync(folder, { recursive: true });
    expect({ rows: table.rows, columns: table.columns.length, findings }).toEqual({ rows: 3001, columns: 40, findings: [] });
  });
});
