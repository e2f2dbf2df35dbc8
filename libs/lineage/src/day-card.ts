import type { SeriesDictionary } from '@commonward/schema';
import type { LeftOut } from '@commonward/synthesis/coordinator';
import { personWordsOf, type GradientsPlan, type ScoresPlan } from '@commonward/synthesis/plan';
import { leftOutLines, trustText } from './data-card.js';
import type { WordedDays } from './day-source.js';
import type { ExportDescription } from './export-description.js';
import type { SourceWords } from './source-words.js';

/** One page for whoever opens the folder of synthetic days first. */
export function dayCard(card: {
  readonly description: ExportDescription;
  readonly plan: ScoresPlan | GradientsPlan<SeriesDictionary>;
  readonly sources: SourceWords;
  readonly leftOut: readonly LeftOut[];
  readonly epsilon: number;
  readonly recordsEstimated: number;
  /** What the sites released. */
  readonly released: string;
  readonly words: Pick<WordedDays, 'rows' | 'notes'>;
}): string {
  const { description, plan, sources, words } = card;
  const { guarantee: { delta, unit, adjacency }, dictionary, sites } = plan;
  const { channels, grid } = dictionary;
  const person = personWordsOf(plan);
  const units = unit === 'day' ? 'days' : 'persons';
  return `# ${dictionary.title}: synthetic days

**These are not patients.** ${description.rows} days drawn from a generator that was learnt from noised statistics of
${sites.length} hospitals (${sites.join(', ')}); no hospital gave away a day.

| | |
|---|---|
| Study | ${description.studyName} |
| Made for | ${description.purpose} |
| A day | ${grid.count} steps of ${grid.stepMinutes} minutes: ${channels.map(({ name }) => name).join(', ')} |
| Conditions | ${description.conditions.length === 0 ? 'none' : description.conditions.map(({ column }) => column).join(', ')} (lineage/export.json) |
| Guarantee at each site | epsilon ${card.epsilon.toFixed(3)}, delta ${delta.toExponential()}, unit ${unit}${unit === 'patient' ? '' : ' (not a person)'}, adjacency ${adjacency} (privacy.json) |
${person === null ? '' : `| For a person | ${person} |\n`}| Trust | ${trustText(plan)} |
| Learnt from | about ${Math.round(card.recordsEstimated)} ${units}, estimated from the noised totals |
${leftOutLines(card.leftOut)}${sources.row}| Released | ${card.released} |
${words.rows(sources.short)}
## Files
- \`cohort/\`: the days, in the form in which a hospital keeps its own: \`dictionary.json\` says how to read \`site-synthetic\`. Every day is that of a person of
  its own, numbered from 1; dates say nothing but what kind of day it is.
- \`privacy.json\`: what each site promises, and what not.
- \`lineage/\`: for every round the signed offer with the plan, ${sources.files}; the generator. Enough to make
  every byte of this folder again.
- \`SHA256SUMS\`, \`SHA256SUMS.sig\`: checksums, signed by the coordinator of ${description.consortium}.

## Check it
\`commonward verify FOLDER\` checks every signature and hash and replays the generator and the days from ${sources.from}.
\`commonward-site data check --records FOLDER/cohort/${channels[0].file === null ? 'site-synthetic.csv' : 'site-synthetic'} --dictionary FOLDER/cohort/dictionary.json\` reads the days as a hospital's.

## Good to know
${words.notes}- Nothing relates one day of a person to their next.
${sources.note}- Drawing more days adds no information about the hospitals' patients, and costs no privacy.
`;
}
