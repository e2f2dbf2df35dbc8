import type { ImageDictionary } from '@commonward/schema';
import { personWordsOf, type GradientsPlan, type SpectrumPlan } from '@commonward/synthesis/plan';
import type { LeftOut } from '@commonward/synthesis/coordinator';
import { leftOutLines, trustText } from './data-card.js';
import type { ExportDescription } from './export-description.js';
import type { ImageSource } from './image-source.js';
import type { SourceWords } from './source-words.js';

const SMOOTH = `; \`sheet-smooth.png\`: others, drawn with a quarter of the variance that
  belongs to no pattern, which are easier on the eye and less like real ones.`;

/** One page for whoever opens the folder of synthetic images first. */
export function imageCard(card: {
  readonly description: ExportDescription;
  readonly plan: SpectrumPlan | GradientsPlan<ImageDictionary>;
  readonly source: ImageSource;
  readonly sources: SourceWords;
  readonly leftOut: readonly LeftOut[];
  readonly epsilon: number;
  readonly recordsEstimated: number;
  /** Images in the export, by class. */
  readonly images: readonly number[];
}): string {
  const { description, plan, sources, images, source: { words, drawSmooth } } = card;
  const { guarantee: { delta, unit, adjacency }, dictionary, sites } = plan;
  const person = personWordsOf(plan);
  return `# ${dictionary.title}: synthetic images

**These are not patients.** ${description.rows} images drawn from a generator that was learnt from noised statistics of
${sites.length} hospitals (${sites.join(', ')}); no hospital gave away an image.

| | |
|---|---|
| Study | ${description.studyName} |
| Made for | ${description.purpose} |
| Images | ${dictionary.classes.map(({ label }, k) => `${images[k]} ${label}`).join(', ')}; ${dictionary.image.height} x ${dictionary.image.width} pixels, 8-bit grey |
| Guarantee at each site | epsilon ${card.epsilon.toFixed(3)}, delta ${delta.toExponential()}, unit ${unit}${unit === 'patient' ? '' : ' (not a person)'}, adjacency ${adjacency} (privacy.json) |
${person === null ? '' : `| For a person | ${person} |\n`}| Trust | ${trustText(plan)} |
| Learnt from | about ${Math.round(card.recordsEstimated)} images, estimated from the noised totals |
${leftOutLines(card.leftOut)}${sources.row}| Released | ${words.released} |

## Files
- \`images.npz\`: NumPy arrays \`images\` and \`labels\` (the place of the class in schema.json); \`labels.csv\`: the same labels by name.
- \`sheet.png\`: some of these images, a block of rows for each class${drawSmooth === null ? '.' : SMOOTH}
- \`schema.json\`: size and classes. \`privacy.json\`: what each site promises, and what not.
- \`lineage/\`: for every round the signed offer with the plan, ${sources.files}; the generator. Enough to make
  every byte of this folder again.
- \`SHA256SUMS\`, \`SHA256SUMS.sig\`: checksums, signed by the coordinator of ${description.consortium}.

## Check it
\`commonward verify FOLDER\` checks every signature and hash and replays the generator and the images from ${sources.from}.

## Good to know
${words.notes}- That a classifier learns well from these images says little about how real they look: look at the sheets, and at the Frechet distance of a benchmark.
${sources.note}- Drawing more images adds no information about the hospitals' patients, and costs no privacy.
`;
}
