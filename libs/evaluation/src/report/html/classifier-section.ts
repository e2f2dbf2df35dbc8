import type { BenchmarkReport, ClassifierScores } from '../benchmark-report.js';
import { curveFigure } from './curve-figure.js';
import { heatCell } from './heat.js';
import { html, type Markup } from './markup.js';
import { decimal, signed } from './numbers.js';

type ReportedClassifier = BenchmarkReport['classifiers'][number];

const NAMES: Readonly<Record<ReportedClassifier['name'], string>> = {
  logisticRegression: 'Logistic regression',
  randomForest: 'Random forest',
  gradientBoosting: 'Gradient boosting',
  supportVectorMachine: 'Support vector machine',
  nearestNeighbours: 'Nearest neighbours',
  multilayerPerceptron: 'Multilayer perceptron',
};

/** What a classifier was trained on. */
const SIDES = ['synthetic', 'real'] as const;
const SCORES = ['accuracy', 'auroc'] as const;
const MEASURES = ['precision', 'recall', 'f1'] as const;

/** What one hospital learns from its own records, beside all of them together and the synthetic ones. */
export function hospitalTable({ hospitals, mean, rows: { synthetic, train } }: BenchmarkReport): Markup {
  const row = (name: string, rows: string, scores: BenchmarkReport['hospitals'][number]['scores']): Markup =>
    html`<tr><th scope="row">${name}</th><td>${rows}</td>${SCORES.map((score) => (scores === null ? html`<td>no known target</td>` : scoreCell(scores[score])))}</tr>`;
  const best = Math.max(...hospitals.map(({ scores }) => (scores === null ? 0 : scores.auroc)));
  return html`<table>
<caption>Mean scores by what was learnt from</caption>
<thead><tr><th scope="col">Trained on</th><th scope="col">records</th><th scope="col">Accuracy</th><th scope="col">AUROC</th></tr></thead>
<tbody>${row('synthetic records', String(synthetic), mean.synthetic)}${row('all real records together', String(train), mean.real)}${hospitals.map(({ rows, scores }, k) =>
    row(`hospital ${k + 1} alone${scores !== null && scores.auroc === best ? ' (the best one)' : ''}`, String(rows), scores),
  )}</tbody>
</table>`;
}

/** Accuracy and AUROC of every classifier and their means, synthetic beside real. */
export function summaryTable({ classifiers, mean }: BenchmarkReport): Markup {
  const row = (name: string, { synthetic, real }: BenchmarkReport['mean']): Markup =>
    html`<tr><th scope="row">${name}</th>${SCORES.map(
      (score) => html`${scoreCell(synthetic[score])}${scoreCell(real[score])}<td>${signed(synthetic[score] - real[score], 3)}</td>`,
    )}</tr>`;
  return html`<table>
<thead>
<tr><td></td><th colspan="3" scope="colgroup">Accuracy</th><th colspan="3" scope="colgroup">AUROC</th></tr>
<tr><th scope="col">Trained on</th>${SCORES.map(() => html`<th scope="col">synthetic</th><th scope="col">real</th><th scope="col">difference</th>`)}</tr>
</thead>
<tbody>${classifiers.map((classifier) => row(NAMES[classifier.name], classifier))}</tbody>
<tfoot>${row('Mean', mean)}</tfoot>
</table>`;
}

/** The classification report of one classifier as a heat map, synthetic beside real. */
export function classifierSection(classifier: ReportedClassifier, classes: BenchmarkReport['classes']): Markup {
  const { name, synthetic, real } = classifier;
  const titles = [...classes.map(({ label }) => label), 'Macro average', 'Weighted average'];
  const row = (title: string, k: number): Markup => {
    const [ours, theirs] = [linesOf(synthetic)[k], linesOf(real)[k]];
    const cells = [ours, theirs].flatMap((line) => MEASURES.map((measure) => scoreCell(line[measure])));
    return html`<tr><th scope="row">${title}</th>${cells}<td>${theirs.support}</td></tr>`;
  };
  return html`<section>
<h3>${NAMES[name]}</h3>
<table>
<thead>
<tr><td></td><th colspan="3" scope="colgroup">Trained on synthetic</th><th colspan="3" scope="colgroup">Trained on real</th><td></td></tr>
<tr><th scope="col">Class</th>${SIDES.map(() => html`<th scope="col">precision</th><th scope="col">recall</th><th scope="col">F1</th>`)}<th scope="col">support</th></tr>
</thead>
<tbody>${titles.map(row)}</tbody>
</table>
${confusionTable(classifier, classes)}
${curveFigure(NAMES[name], classifier)}
</section>`;
}

/** Coloured from one half, which guessing reaches, to 1. */
const scoreCell = (score: number): Markup => heatCell(Math.max(0, 2 * score - 1), decimal(score));

const linesOf = ({ classes, macroAverage, weightedAverage }: ClassifierScores): ClassifierScores['classes'] => [...classes, macroAverage, weightedAverage];

/** Test records by true class and predicted class; colours are shares of the true class. */
function confusionTable(classifier: ReportedClassifier, classes: BenchmarkReport['classes']): Markup {
  const counts = (row: readonly number[]): Markup[] => {
    const all = Math.max(1, row.reduce((sum, count) => sum + count, 0));
    return row.map((count) => heatCell(count / all, String(count)));
  };
  return html`<table>
<thead>
<tr><td></td>${SIDES.map((side) => html`<th colspan="${classes.length}" scope="colgroup">Trained on ${side}: accuracy ${decimal(classifier[side].accuracy)}</th>`)}</tr>
<tr><th scope="col">Truth</th>${SIDES.flatMap(() => classes.map(({ label }) => html`<th scope="col">predicted ${label}</th>`))}</tr>
</thead>
<tbody>${classes.map(({ label }, k) => html`<tr><th scope="row">${label}</th>${SIDES.map((side) => html`${counts(classifier[side].confusion[k])}`)}</tr>`)}</tbody>
</table>`;
}
