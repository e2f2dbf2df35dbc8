import { csvRows, encodedDays, FindingList, seriesFiles, SeriesReader } from '@commonward/schema';
import { describe, expect, it } from '@jest/globals';
import { fitbitDictionary, simulateFitbit } from '../index.js';

const texts = simulateFitbit({ seed: new Uint8Array(32).fill(3), days: 14 });

/** Every day as the dictionary reads it. */
function days(): { readonly values: readonly number[]; readonly isWeekend: boolean }[] {
  if (fitbitDictionary.kind !== 'series') throw new Error('another kind');
  const findings = new FindingList('source', 'line');
  const reader = new SeriesReader(fitbitDictionary, findings);
  for (const file of seriesFiles(fitbitDictionary)) {
    const wanted = { columns: file.columns.map((name) => ({ name })), patientId: null };
    const text = texts[file.file as keyof typeof texts];
    const rows = [...csvRows([text], { wanted, findings, file: 'f' })].map(({ cells, header, line }) => ({ cells: header.positions.map((position) => cells[position]), line }));
    reader.readFile(file, rows, findings);
  }
  const chunks = [...encodedDays(reader.days(), fitbitDictionary, findings)];
  expect(findings.toArray()).toEqual([]);
  return chunks.flatMap(({ rows, codes, values }) => Array.from({ length: rows }, (_, row) => ({ values: [...values.subarray(row * 72, (row + 1) * 72)], isWeekend: codes[(row + 1) * (codes.length / rows) - 1] === 1 })));
}

describe("simulated files of Fitbit's export", () => {
  it('are whole days of 33 persons, of which the dictionary has nothing to say', () => {
    const all = days();
    expect(all).toHaveLength(33 * 14);
    expect(all.filter(({ isWeekend }) => isWeekend)).toHaveLength(33 * 4);
  });

  it('hold nights without steps and days with them, on every one of which a body uses energy', () => {
    const all = days();
    const mean = (hour: number) => all.reduce((sum, { values }) => sum + values[hour], 0) / all.length;
    expect(mean(3)).toBeLessThan(5);
    expect(mean(12)).toBeGreaterThan(100);
    expect(all.every(({ values }) => values.slice(24, 48).every((calories) => calories >= 50))).toBe(true);
  });

  it('are the same for the same seed, and others for another', () => {
    expect(simulateFitbit({ seed: new Uint8Array(32).fill(3), days: 14 })).toEqual(texts);
    expect(simulateFitbit({ seed: new Uint8Array(32).fill(4), days: 14 })).not.toEqual(texts);
  });
});
