import type { BenchmarkReport } from '../benchmark-report.js';
import { html, type Markup } from './markup.js';
import { decimal, signed } from './numbers.js';

/** What models go by, synthetic beside real: the column that matters most to the real ones first. */
export function importanceSection({ importance: { columns, rankCorrelation } }: BenchmarkReport): Markup {
  const falling = [...columns].sort((a, b) => b.real - a.real);
  return html`<h2>Do models go by the same columns?</h2>
<p>The area under the curve that is lost when the values of a column are exchanged among the test records; means of a logistic regression and a random forest.
The two orders have a rank correlation (Spearman) of ${decimal(rankCorrelation)}; 1 is the same order, 0 is none in common.</p>
<table>
<thead><tr><th scope="col">Column</th><th scope="col">trained on synthetic</th><th scope="col">trained on real</th></tr></thead>
<tbody>${falling.map(({ column, synthetic, real }) => html`<tr><th scope="row">${column}</th><td>${signed(synthetic, 3)}</td><td>${signed(real, 3)}</td></tr>`)}</tbody>
</table>`;
}
