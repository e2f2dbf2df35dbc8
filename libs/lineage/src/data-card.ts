import type { DataDictionary } from '@commonward/schema';
import type { LeftOut } from '@commonward/synthesis/coordinator';
import { clippedParts, estimateVariance, randomisedTablesIn, viewsOfPlan, type GradientsPlan, type TablePlan, type TrainingPlan } from '@commonward/synthesis/plan';
import type { SourceWords } from './source-words.js';
import type { ExportDescription } from './export-description.js';

/** Rounds for reading; the exact numbers are in privacy.json and lineage/. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

const REPORT_LINE = `- \`report.html\`, \`report.json\`: the generator scored on public records, as the study's admin states it (public benchmark,
  not private); what follows from the releases is above.
`;

/** How the records were learnt, for readers: rows of the table, and what is good to know. */
export interface MethodWords {
  readonly rows: string;
  readonly notes: string;
}

/** Of tables. @param summed how many releases are in the sum @param short what the figures were computed from */
export function tableMethod({ plan, summed, residuals, short }: { readonly plan: TablePlan; readonly summed: number; readonly residuals: { readonly tv1: number; readonly tv2: number | null }; readonly short: string }): MethodWords {
  return {
    rows: `| Tables released | ${tablesText(plan)} |
| Generator against the released tables | mean total variation ${percent(residuals.tv1)} (one-way), ${residuals.tv2 === null ? 'not measured' : percent(residuals.tv2)} (two-way), computed from ${short} only |`,
    notes: `- Relations between two columns are learnt; relations of three or more columns only as far as pairs imply them.
- Rare combinations are noisy: at this guarantee a cell of a two-way table carries noise of about
  ${noiseText(plan, summed)}.`,
  };
}

/** Of a network. @param summed the most releases in the sum of a round @param records that it learnt from */
export function networkMethod({ plan, summed, records }: { readonly plan: GradientsPlan; readonly summed: number; readonly records: number }): MethodWords {
  const parts = clippedParts(plan);
  const total = parts.reduce((sum, { length }, at) => sum + length * plan.variances.step[at], 0);
  const noise = Math.sqrt((summed * total) / parts.reduce((sum, { length }) => sum + length, 0)) / (plan.grid * records);
  return {
    rows: `| Learnt in | ${plan.steps} steps of a neural discriminator, after a count of each class |
| Noise of a step | ${noise.toPrecision(2)} on a coordinate of the mean gradient, where a record's gradient is no longer than 1${plan.clipping === 'layers' ? ', clipped layer by layer' : ''} |`,
    notes: `- No table of the records was released, so nothing here says how near the columns are to the real ones; an evaluation that is paid for does.
- A network may leave out kinds of record that are rare.`,
  };
}

/** One page for whoever opens the folder first. */
export function dataCard(card: {
  readonly description: ExportDescription;
  readonly plan: TablePlan | GradientsPlan<DataDictionary>;
  readonly sites: readonly string[];
  readonly sources: SourceWords;
  readonly leftOut: readonly LeftOut[];
  readonly epsilon: number;
  readonly recordsEstimated: number;
  readonly hasReport: boolean;
  readonly method: MethodWords;
}): string {
  const { description, plan, sites, sources, method } = card;
  const { delta, unit, adjacency } = plan.guarantee;
  return `# ${plan.dictionary.title}: synthetic records

**These are not patients.** ${description.rows} records drawn from a generator that was learnt from noised statistics of
${sites.length} hospitals (${sites.join(', ')}); no hospital gave away a record.

| | |
|---|---|
| Study | ${description.studyName} |
| Made for | ${description.purpose} |
| Conditions | ${conditionsText(description, plan.dictionary)} |
| Guarantee at each site | epsilon ${card.epsilon.toFixed(3)}, delta ${delta.toExponential()}, unit ${unit}, adjacency ${adjacency} (privacy.json) |
| Trust | ${trustText(plan)} |
| Learnt from | about ${Math.round(card.recordsEstimated)} records, estimated from the noised totals |
${leftOutLines(card.leftOut)}${sources.row}${method.rows}

## Files
- \`data.csv\`, \`data.parquet\`: the records; \`schema.json\`: what each column means.
- \`datapackage.json\`, \`croissant.json\`, \`ro-crate-metadata.json\`, \`data.csv-metadata.json\`: the same for programs and catalogues (Frictionless
  Data Package, Croissant 1.0, RO-Crate 1.2, CSV on the Web).
- \`privacy.json\`: what a patient of each site is promised, and what not.
- \`lineage/\`: the signed offer with the plan, ${sources.files}, the generator. Enough to make
  every byte of this folder again.
${card.hasReport ? REPORT_LINE : ''}- \`SHA256SUMS\`, \`SHA256SUMS.sig\`: checksums, signed by the coordinator of ${description.consortium}.

## Check it
\`commonward verify FOLDER\` checks every signature and hash and replays the generator and the records from ${sources.from}.

## Good to know
${method.notes}
${sources.note}- Drawing more rows adds no information about the hospitals' patients, and costs no privacy.
`;
}

/** Releases that were paid for and cannot be honest. */
export const leftOutLines = (leftOut: readonly LeftOut[]): string => leftOut.map(({ site, reason }) => `| Left out | ${site}: ${reason} |\n`).join('');

/** Whoever relies on others reads what is left without them. */
export function trustText(plan: TrainingPlan): string {
  const { alone, coalition, allHonest } = viewsOfPlan(plan);
  const sum = `epsilon ${allHonest.epsilon.toFixed(3)} to who sees only the sum`;
  if (plan.trust === 'local') return `local, aggregation ${plan.aggregation}: nobody else needs to be honest; ${sum}`;
  return `shared, aggregation ${plan.aggregation}: holds against the coordinator and ${plan.corrupted} of the sites (epsilon ${coalition.epsilon.toFixed(3)}); **a site alone against all others has epsilon ${alone.epsilon.toFixed(3)}**; ${sum}`;
}

function tablesText(plan: TablePlan): string {
  if (plan.encoding === 'noisy-input') return `of records that were randomised one by one: ${randomisedTablesIn(plan).length}`;
  return plan.blocks.map(({ name, tables }) => `${name}: ${tables.length}`).join(', ');
}

/** Of one cell in the sum. */
function noiseText(plan: TablePlan, summed: number): string {
  if (plan.encoding === 'pairs') return plan.blocks.map(({ name, variance }) => `${(Math.sqrt(summed * variance) / plan.grid).toFixed(0)} records (${name})`).join(' and ');
  const places = (summed / plan.sites.length) * Object.values(plan.places).reduce((sum, count) => sum + count, 0);
  const errors = randomisedTablesIn(plan).map(({ columns }) => Math.sqrt(estimateVariance(columns.map((column) => plan.columns[column]), places)));
  return `${Math.min(...errors).toFixed(0)} to ${Math.max(...errors).toFixed(0)} records, from randomising them`;
}

function conditionsText({ conditions }: ExportDescription, dictionary: DataDictionary): string {
  if (conditions.length === 0) return 'none';
  return conditions
    .map((condition) => {
      if ('allowed' in condition) return `${condition.column} is ${condition.allowed.map((code) => labelOf(dictionary, condition.column, code)).join(' or ')}`;
      const bounds = [condition.atLeast === null ? null : `at least ${condition.atLeast}`, condition.atMost === null ? null : `at most ${condition.atMost}`];
      return `${condition.column} ${bounds.filter((bound) => bound !== null).join(' and ')}`;
    })
    .join('; ');
}

function labelOf(dictionary: DataDictionary, name: string, code: string): string {
  const column = dictionary.columns.find((candidate) => candidate.name === name);
  if (column?.type !== 'categorical') return code === '' ? 'missing' : code;
  return column.categories.find((category) => category.code === code)?.label ?? (code === '' ? 'missing' : code);
}
