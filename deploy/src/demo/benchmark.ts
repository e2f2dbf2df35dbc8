import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchmarkReport } from '@commonward/evaluation';
import { tableCsv } from '@commonward/schema';
import type { CoordinatorClient, StudyView } from './coordinator-client.js';
import { hospitalFolder, recordsFile, type DemoCohort } from './demo-cohort.js';
import { COMMONWARD, type Processes } from './processes.js';
import type { Story } from './story.js';

interface Surroundings {
  readonly directory: string;
  readonly coordinator: { readonly http: string; readonly client: CoordinatorClient };
  readonly processes: Processes;
  readonly story: Story;
}

/** Columns that say who somebody is. */
const PEOPLE = ['sex', 'age'];

/**
 * Lets someone who holds the records, all of them public, state how good the generator is: `commonward report`.
 *
 * @returns null if the records are not public, or do not allow scores
 */
export async function benchmark(cohort: DemoCohort, { id }: StudyView, { directory, coordinator, processes, story }: Surroundings): Promise<BenchmarkReport | null> {
  const { dictionary, sites, test } = cohort;
  if (!dictionary.public || test === null) return null;
  story.step('Benchmark report, because the records are public: six classifiers, trained on synthetic and on real records.');
  const unseen = test.tables.map((table, k) => {
    const file = join(directory, `test-${k + 1}.csv`);
    writeFileSync(file, tableCsv(table, test.dictionary));
    return file;
  });
  const subgroups = test.dictionary.columns.flatMap(({ name }) => (PEOPLE.includes(name) ? [name] : []));
  const train = sites.map((site) => recordsFile(hospitalFolder(directory, site), site));
  const address = ['--directory', join(directory, 'consortium'), '--url', coordinator.http];
  const { code, stdout, stderr } = await processes.run(COMMONWARD, ['report', id, '--train', ...train, '--test', ...unseen, ...(subgroups.length === 0 ? [] : ['--subgroups', ...subgroups]), ...address]);
  `${stderr}${stdout}`.trim().split('\n').forEach((line) => story.say(line));
  return code === 0 ? coordinator.client.report(id) : null;
}
