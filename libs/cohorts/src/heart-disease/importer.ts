import { parseDecimal } from '@commonward/schema';
import { CohortError, type Cohort } from '../cohort.js';
import { heartDiseaseDictionary } from './dictionary.js';
import { heartDiseaseFiles, type HeartDiseaseSite } from './files.js';

const MISSING = '?';
const DISEASE_EXTENTS = [0, 1, 2, 3, 4];
const COLUMNS = heartDiseaseDictionary.columns.map(({ name }) => name);
const LAST = COLUMNS.length - 1;

/**
 * Turns the original files (no header, "?" for missing, last column the extent of the disease, 0 to 4) into a cohort.
 *
 * The last column becomes "disease": 1 if the extent is above 0. All other cells stay as they are, also the zeros that
 * mean missing, which the dictionary lists as missing codes.
 * @param texts of processed.<site>.data
 * @throws CohortError naming file, line and column of a cell that does not fit
 */
export function importHeartDisease(texts: Readonly<Record<HeartDiseaseSite, string>>): Cohort {
  const sites = heartDiseaseFiles.map(({ site, file }) => ({ name: site, csv: siteCsv(texts[site], file) }));
  return { dictionary: heartDiseaseDictionary, sites };
}

function siteCsv(text: string, file: string): string {
  const rows = text.split(/\r?\n/).flatMap((line, index) => {
    return line.trim() === '' ? [] : [recordCells(line.split(','), `${file}, line ${index + 1}`).join(',')];
  });
  if (rows.length === 0) throw new CohortError(`${file}: the file holds no records; fetch the original file.`);
  return `${[COLUMNS.join(','), ...rows].join('\n')}\n`;
}

function recordCells(line: readonly string[], place: string): string[] {
  if (line.length !== COLUMNS.length) {
    throw new CohortError(`${place}: ${COLUMNS.length} cells are expected, and there are ${line.length}; fetch the original file.`);
  }
  return line.map((raw, j) => {
    const cell = raw.trim();
    return j === LAST ? diseaseCode(cell, place) : measuredCell(cell, `${place}, column "${COLUMNS[j]}"`);
  });
}

function measuredCell(cell: string, place: string): string {
  if (cell === MISSING || parseDecimal(cell) !== null) return cell;
  throw new CohortError(`${place}: a number or ${MISSING} is expected; the original files have no header and no other text.`);
}

function diseaseCode(cell: string, place: string): string {
  const extent = DISEASE_EXTENTS.find((value) => value === parseDecimal(cell));
  if (extent !== undefined) return extent > 0 ? '1' : '0';
  throw new CohortError(`${place}, column "num": one of ${DISEASE_EXTENTS.join(', ')} is expected; fetch the original file.`);
}
