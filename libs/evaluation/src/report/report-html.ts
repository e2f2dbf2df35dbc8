import type { BenchmarkReport } from './benchmark-report.js';
import { classifierSection, hospitalTable, summaryTable } from './html/classifier-section.js';
import { disclosureSection } from './html/disclosure-section.js';
import { associationTables, fidelityTable, marginalTable } from './html/fidelity-section.js';
import { groupsSection } from './html/groups-section.js';
import { importanceSection } from './html/importance-section.js';
import { html, type Markup } from './html/markup.js';
import { STYLE } from './html/style.js';
import { verdictSection } from './html/verdict-section.js';

/**
 * A report as one page that stands by itself: no script, nothing loaded, fit for print. The same report gives the same bytes.
 *
 * Guarantee: texts of the dictionary are escaped, so none of them becomes markup.
 */
export function reportHtml(report: BenchmarkReport): string {
  const { dictionary, classifiers, classes, marginals, association } = report;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Benchmark report: ${dictionary.name}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>Benchmark report: ${dictionary.name}</h1>
${verdictSection(report)}
${whoseStatement(report)}
${facts(report)}
<h2>Is a model trained on synthetic records as good as one trained on real ones?</h2>
<p>Six classifiers learn to predict <b>${dictionary.target}</b>, once from the synthetic records and once from the real ones. Both are tested on
real records that no hospital held. A difference near 0 is good; AUROC 0.5 is guessing.</p>
<div class="scroll">${summaryTable(report)}</div>
${report.hospitals.length === 0 ? [] : [html`<div class="scroll">${hospitalTable(report)}</div>`]}
${importanceSection(report)}
${disclosureSection(report)}
${groupsSection(report)}
<h2>Classification reports</h2>
<p>They learnt from ${report.samples.synthetic} synthetic and ${report.samples.train} real records and were tested on ${report.samples.test}. Colour begins at 0.5, which guessing reaches, and is full at 1. Below each report: test records by their true class and the predicted one.</p>
${classifiers.map((classifier) => classifierSection(classifier, classes))}
<h2>Are the synthetic records like the real ones?</h2>
${fidelityTable(report)}
<h3>Single columns</h3>
<p>Below each: total variation (TV) and Jensen-Shannon distance (JS) of the shares; for numbers also the largest difference of the cumulative shares
(Kolmogorov-Smirnov, KS), and how far values would have to be moved on average (Wasserstein), in the column’s unit.</p>
<p><span class="key bar synthetic"></span> synthetic <span class="key bar real"></span> real</p>
<div class="columns">${marginals.map(marginalTable)}</div>
<h3>Pairs of columns</h3>
<p>Association of each pair (${association.measure} between the cells of the dictionary): 0 is independent, 1 is that one column determines the other.</p>
<div class="scroll">${associationTables(association)}</div>
</body>
</html>
`.toString();
}

const whoseStatement = ({ basis, generatorSha256 }: BenchmarkReport): Markup => html`<div class="label">
<strong>${basis[0].toUpperCase()}${basis.slice(1)}</strong>
These are exact scores of real records that are public; no privacy budget paid for them. Scores of this kind are never computed from
records that are not public.
</div>
<p>This page is a statement of the study’s admin about the generator <code>${generatorSha256}</code>. It is not a consequence of the signed
releases. <code>commonward verify FOLDER</code> checks that it is about this generator, and with <code>--train</code> and
<code>--test</code>, the same public records, it computes every number again.</p>`;

function facts({ study, planSha256, dictionary, rows, recordsSha256, seed }: BenchmarkReport): Markup {
  const lines: readonly (readonly [string, Markup])[] = [
    ['Study', html`<code>${study}</code>`],
    ['Plan', html`SHA-256 <code>${planSha256}</code>`],
    ['Data dictionary', html`${dictionary.name}, version ${dictionary.version}`],
    ['Synthetic records', html`${rows.synthetic}`],
    ['Real records, training', html`${rows.train}; as CSV SHA-256 <code>${recordsSha256.train}</code>`],
    ['Real records, test', html`${rows.test}; as CSV SHA-256 <code>${recordsSha256.test}</code>`],
    ['Seed of the report’s draws', html`${seed}`],
  ];
  return html`<table><tbody>${lines.map(([name, value]) => html`<tr><th scope="row">${name}</th><td class="text">${value}</td></tr>`)}</tbody></table>`;
}
