import type { BenchmarkReport } from '../benchmark-report.js';
import { differenceCell, heatCell } from './heat.js';
import { html, type Markup } from './markup.js';
import { decimal, percent, signed } from './numbers.js';

/** How close the synthetic records come to the real training records. */
export function fidelityTable({ fidelity, rows, rareGroups, tellingApart, samples }: BenchmarkReport): Markup {
  const lines: readonly (readonly [string, string, string])[] = [
    ['Total variation, single columns', decimal(fidelity.tv1), 'mean distance of the shares in one column; 0 is equal, 1 is nothing in common'],
    ['Total variation, pairs of columns', decimal(fidelity.tv2), 'the same for every pair of columns'],
    ['Difference of correlations', decimal(fidelity.corr), 'mean absolute difference of Pearson’s correlation over all pairs; 0 is equal'],
    ['Rare groups', `${rareGroups.present} of ${rareGroups.groups}`, `values that at most 5 % of the real records have, and that some synthetic ones have too${rareGroups.ratio === null ? '' : `; their share is ${decimal(rareGroups.ratio)} times the real one`}`],
    ['Told apart by a forest', decimal(tellingApart.forestAuroc), `AUROC of telling ${samples.compared} synthetic from ${samples.compared} real test records; 0.5 is that they cannot be told`],
    ['Propensity (pMSE ratio)', decimal(tellingApart.propensity.ratio), 'of a logistic regression; 2 is as good as as many new patients, above is worse'],
    ['Maximum mean discrepancy', tellingApart.discrepancy.unbiased.toFixed(5), 'squared, unbiased, on the same records; 0 is equal'],
    ['Copies of a real record', `${fidelity.copies} of ${rows.synthetic}`, 'synthetic records that equal a real one in every column; few columns make some by chance'],
    ['Cells outside the dictionary', String(fidelity.outOfDictionaryCells), 'should be 0'],
    ['Records that break a rule', String(fidelity.ruleViolations), 'of the dictionary; should be 0'],
  ];
  return html`<table><tbody>${lines.map(([name, value, meaning]) => html`<tr><th scope="row">${name}</th><td>${value}</td><td class="text">${meaning}</td></tr>`)}</tbody></table>`;
}

/** The shares in one column, synthetic above real. */
export function marginalTable({ column, cells, distances }: BenchmarkReport['marginals'][number]): Markup {
  const bar = (kind: 'synthetic' | 'real', share: number): Markup => html`<div class="bar ${kind}" style="width:${(100 * share).toFixed(1)}%"></div>`;
  return html`<table>
<caption>${column}</caption>
<thead><tr><th scope="col">Value</th><th scope="col" class="bars">Share</th><th scope="col">synthetic</th><th scope="col">real</th></tr></thead>
<tbody>${cells.map(
    ({ label, synthetic, real }) =>
      html`<tr><th scope="row">${label}</th><td class="bars">${bar('synthetic', synthetic)}${bar('real', real)}</td><td>${percent(synthetic)}</td><td>${percent(real)}</td></tr>`,
  )}</tbody>
<tfoot><tr><td class="text" colspan="4">${distanceWords(distances)}</td></tr></tfoot>
</table>`;
}

function distanceWords({ totalVariation, jensenShannon, kolmogorovSmirnov, wasserstein }: BenchmarkReport['marginals'][number]['distances']): string {
  const numbers = kolmogorovSmirnov === null || wasserstein === null ? [] : [`KS ${decimal(kolmogorovSmirnov)}`, `Wasserstein ${wasserstein.toPrecision(3)}`];
  return [`TV ${decimal(totalVariation)}`, `JS ${decimal(jensenShannon)}`, ...numbers].join(', ');
}

/** The association of every pair of columns: synthetic, real, and the one less the other. */
export function associationTables({ columns, synthetic, real }: BenchmarkReport['association']): Markup {
  const table = (title: string, cell: (i: number, j: number) => Markup): Markup => html`<table class="matrix">
<caption>${title}</caption>
<thead><tr><td></td>${columns.map((name) => html`<th scope="col"><span>${name}</span></th>`)}</tr></thead>
<tbody>${columns.map((name, i) => html`<tr><th scope="row">${name}</th>${columns.map((_, j) => cell(i, j))}</tr>`)}</tbody>
</table>`;
  const shares = (matrix: readonly (readonly number[])[]) => (i: number, j: number) => heatCell(matrix[i][j], matrix[i][j].toFixed(2));
  const difference = (i: number, j: number) => differenceCell(synthetic[i][j] - real[i][j], signed(synthetic[i][j] - real[i][j], 2));
  return html`${table('Synthetic', shares(synthetic))}${table('Real', shares(real))}${table('Synthetic less real', difference)}`;
}
