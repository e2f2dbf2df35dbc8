import type { Estimate } from '../../metrics/interval.js';
import type { BenchmarkReport } from '../benchmark-report.js';
import { findingSentences, groupName } from '../group-words.js';
import { html, type Markup } from './markup.js';
import { decimal, signed } from './numbers.js';

/** Who is served, who is not, and whom the records expose: everyone’s numbers hide it. */
export function groupsSection({ groups }: BenchmarkReport): Markup {
  const sentences = findingSentences(groups);
  return html`<h2>Are some people served worse, or exposed?</h2>
<p>Accuracy is the mean over the classifiers on held-out records, with 95 % intervals. Guessing who was trained on goes by the distance to the closest synthetic record; 0.5 is a coin.</p>
${sentences.length === 0 ? [html`<p>None of these groups is surely served worse, hardly there or exposed, and each has enough test records to say so.</p>`] : [html`<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`]}
<div class="scroll"><table>
<thead><tr><td></td><th colspan="3" scope="colgroup">Records</th><th colspan="3" scope="colgroup">Accuracy, trained on</th><th scope="col">Guessing members</th></tr>
<tr><th scope="col">Group</th>${['synthetic', 'training', 'test', 'synthetic', 'real', 'difference', 'AUROC'].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${groups.filter(({ records }) => records.train + records.test > 0).map(row)}</tbody>
</table></div>`;
}

function row(group: BenchmarkReport['groups'][number]): Markup {
  const { records, accuracy, membership } = group;
  const scores = accuracy === null ? [null, null, null] : [accuracy.synthetic, accuracy.real, accuracy.difference];
  return html`<tr><th scope="row">${groupName(group)}</th><td>${records.synthetic ?? ''}</td><td>${records.train}</td><td>${records.test}</td>${scores.map((score, k) => estimateCell(score, k === 2 ? minus : decimal))}${estimateCell(membership, decimal)}</tr>`;
}

const minus = (difference: number): string => signed(difference, 3);

const estimateCell = (estimate: Estimate | null, text: (value: number) => string): Markup =>
  estimate === null ? html`<td>too few</td>` : html`<td>${text(estimate.value)} (${text(estimate.low)} to ${text(estimate.high)})</td>`;
