import { ROC_RATES } from '../roc-rates.js';
import type { BenchmarkReport, ClassifierScores } from '../benchmark-report.js';
import { squareChart, type Line } from './charts.js';
import { html, type Markup } from './markup.js';
import { decimal } from './numbers.js';

const SIDES = ['synthetic', 'real'] as const;
/** False-positive rates at which the table beside the curve reads it. */
const READ_AT = [0.1, 0.2, 0.3];

/** The receiver operating characteristic and the calibration of one classifier, with tables of what the pictures show. */
export function curveFigure(name: string, classifier: BenchmarkReport['classifiers'][number]): Markup {
  const roc = SIDES.map((kind): Line => ({ kind, points: [[0, 0], ...classifier[kind].roc.map((rate, k) => [ROC_RATES[k], rate] as const)] }));
  return html`<div class="charts">
${squareChart({ label: `ROC curves of ${name}, trained on synthetic and on real records`, x: 'false-positive rate', y: 'true-positive rate', lines: roc, marks: false })}
${rocTable(classifier)}
${calibrationFigure(name, classifier)}
</div>`;
}

function rocTable(classifier: BenchmarkReport['classifiers'][number]): Markup {
  const rateAt = (rocs: readonly number[], rate: number): string => decimal(rocs[ROC_RATES.findIndex((at) => at >= rate)]);
  return html`<table>
<caption>Sensitivity</caption>
<thead><tr><th scope="col">at specificity</th>${SIDES.map((side) => html`<th scope="col">${side}</th>`)}</tr></thead>
<tbody>${READ_AT.map((rate) => html`<tr><th scope="row">${(1 - rate).toFixed(1)}</th>${SIDES.map((side) => html`<td>${rateAt(classifier[side].roc, rate)}</td>`)}</tr>`)}</tbody>
</table>`;
}

function calibrationFigure(name: string, { synthetic, real }: BenchmarkReport['classifiers'][number]): Markup {
  if (synthetic.calibration === null || real.calibration === null) return html`<p>Its scores are distances from a boundary, not chances: there is no calibration to show.</p>`;
  const sides = { synthetic: synthetic.calibration, real: real.calibration };
  const lines = SIDES.map((kind): Line => ({ kind, points: sides[kind].bins.map(({ predicted, observed }) => [predicted, observed]) }));
  return html`${squareChart({ label: `Calibration of ${name}, trained on synthetic and on real records`, x: 'predicted chance', y: 'share that came true', lines, marks: true })}
<table>
<caption>Calibration</caption>
<thead><tr><td></td>${SIDES.map((side) => html`<th scope="col">${side}</th>`)}</tr></thead>
<tbody><tr><th scope="row">Brier score</th>${SIDES.map((side) => html`<td>${decimal(sides[side].brier)}</td>`)}</tr>
<tr><th scope="row">mean error</th>${SIDES.map((side) => html`<td>${decimal(sides[side].expectedError)}</td>`)}</tr>
${SIDES.map((side) => binRow(side, sides[side]))}</tbody>
</table>`;
}

/** The points of the picture, in words. */
const binRow = (side: (typeof SIDES)[number], { bins }: NonNullable<ClassifierScores['calibration']>): Markup =>
  html`<tr><td class="text" colspan="3">${side}, chance → came true: ${bins.map(({ predicted, observed, rows }) => `${predicted.toFixed(2)} → ${observed.toFixed(2)} (${rows})`).join(', ')}</td></tr>`;
