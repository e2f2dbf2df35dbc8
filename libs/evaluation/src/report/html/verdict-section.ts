import type { BenchmarkReport } from '../benchmark-report.js';
import { verdictWords } from '../verdict-words.js';
import { html, type Markup } from './markup.js';

/** The answer before the numbers: is it good, and is it safe? */
export function verdictSection(report: BenchmarkReport): Markup {
  const { title, meaning, grounds, good, safe } = verdictWords(report);
  return html`<section class="verdict ${report.verdict.kind.replaceAll(' ', '-')}">
<h2>Verdict: ${title}</h2>
<p>${meaning}</p>
${grounds.length === 0 ? [] : [html`<ul>${grounds.map((ground) => html`<li>${ground}</li>`)}</ul>`]}
<p><b>Is it good?</b> ${good}</p>
<p><b>Is it safe?</b> ${safe} These are attacks that were tried; what holds against every attack is the study’s guarantee, in <code>privacy.json</code>.</p>
</section>`;
}
