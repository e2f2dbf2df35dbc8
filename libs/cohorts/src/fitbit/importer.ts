import { csvCells, linesOf } from '@commonward/schema';
import { CohortError } from '../cohort.js';
import type { CohortFiles } from '../cohort-files.js';
import { publicOrder } from '../public-order.js';
import { fitbitDictionary, fitbitFiles } from './dictionary.js';

/** The export by the names of its files. */
export type FitbitTexts = Readonly<Record<(typeof fitbitFiles)[number], string>>;

const SITES = ['north', 'east', 'south', 'west'] as const;

/**
 * A cohort folder of four sites, from the hourly files of Fitbit's export as they are: persons are dealt to sites in turn, and every
 * line goes to the site of its person unchanged.
 * @param seed 32 bytes, public; drives who goes where
 * @throws CohortError if a file is not one of the export
 * @see Furberg et al. 2016, https://doi.org/10.5281/zenodo.53894 (CC BY 4.0)
 */
export function importFitbit(texts: FitbitTexts, seed: Uint8Array): CohortFiles {
  const exported = fitbitFiles.map((file) => ({ file, ...linesByPerson(file, texts[file]) }));
  const persons = [...new Set(exported.flatMap(({ persons: lines }) => [...lines.keys()]))].sort();
  const dealt = Array.from(publicOrder(persons.length, seed), (place) => persons[place]);
  const files = SITES.flatMap((site, s) => {
    const own = dealt.filter((_, place) => place % SITES.length === s);
    return exported.map(({ file, header, persons: lines }) => [`site-${site}/${file}`, `${[header, ...own.flatMap((person) => lines.get(person) ?? [])].join('\n')}\n`] as const);
  });
  return { dictionary: fitbitDictionary, files: new Map(files) };
}

function linesByPerson(file: string, text: string): { header: string; persons: ReadonlyMap<string, readonly string[]> } {
  const [header, ...lines] = [...linesOf([text])].filter((line) => line.trim() !== '');
  if (header === undefined || csvCells(header)?.[0] !== 'Id') throw new CohortError(`${file}, line 1: a header that begins with Id is expected; fetch the original file.`);
  const persons = new Map<string, string[]>();
  for (const line of lines) {
    const person = line.slice(0, Math.max(0, line.indexOf(',')));
    if (!/^\d+$/.test(person)) throw new CohortError(`${file}: every line must begin with the number of a person; fetch the original file.`);
    const own = persons.get(person) ?? [];
    own.push(line);
    persons.set(person, own);
  }
  return { header, persons };
}
