import { html } from './markup.js';

/** Everything the page looks like; it loads nothing. Colours are kept in print, because they carry the heat maps. */
export const STYLE = html`
:root { color-scheme: light; }
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 0.9375rem/1.5 system-ui, sans-serif; color: #1c2733; background: #fff; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 0.5rem; border-top: 1px solid #c9d3dc; padding-top: 1rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 0.5rem; }
section.verdict { border: 2px solid #5c6b78; border-radius: 0.25rem; padding: 0.25rem 1rem; margin-bottom: 1rem; }
.verdict h2 { border: 0; margin: 0.25rem 0; padding: 0; font-size: 1.35rem; }
.verdict.useful { border-color: #1f7a4d; background: #eff8f3; }
.verdict.weak, .verdict.cannot-be-told { border-color: #9c5a12; background: #fdf3e7; }
.verdict.no-better-than-chance, .verdict.discloses { border-color: #a3262a; background: #fcefee; }
.charts { display: flex; flex-wrap: wrap; gap: 1rem; align-items: flex-start; break-inside: avoid; }
.chart { width: 15rem; max-width: 100%; font-size: 11px; }
.chart .frame { fill: none; stroke: #c9d3dc; }
.chart .diagonal { stroke: #c9d3dc; }
.chart polyline { fill: none; stroke-width: 2; }
.chart .synthetic { stroke: #2f77b5; }
.chart circle.synthetic { fill: #2f77b5; }
.chart .real { stroke: #5c6b78; stroke-dasharray: 5 3; }
.chart circle.real { fill: #fff; stroke-dasharray: none; }
.chart text { fill: #1c2733; }
.chart .tick, .chart .axis { text-anchor: middle; }
.chart .tick.side { text-anchor: end; }
.label { border-left: 0.25rem solid #9c5a12; background: #fdf3e7; padding: 0.75rem 1rem; }
.label strong { display: block; font-size: 1.05rem; }
table { border-collapse: collapse; margin: 0.75rem 0; font-variant-numeric: tabular-nums; break-inside: avoid; }
caption { text-align: left; font-weight: 600; padding-bottom: 0.25rem; }
th, td { padding: 0.25rem 0.6rem; text-align: right; border: 1px solid #e3e9ee; font-weight: 400; }
thead th { font-weight: 600; }
tfoot th, tfoot td { font-weight: 600; border-top: 2px solid #5c6b78; }
th[scope='row'], thead th:first-child, td.text { text-align: left; }
th[scope='colgroup'] { text-align: center; }
code { font-size: 0.85em; overflow-wrap: anywhere; }
section { break-inside: avoid; }
.columns { columns: 24rem; }
.columns table { margin-top: 0; margin-bottom: 1.25rem; }
caption, td { white-space: nowrap; }
td.text { white-space: normal; }
.bars { width: 9rem; text-align: left; }
.bar { height: 0.45rem; margin: 1px 0; min-width: 1px; }
.key { display: inline-block; width: 1.5rem; vertical-align: middle; }
.bar.synthetic { background: #2f77b5; }
.bar.real { background: #8a96a1; }
.scroll { overflow-x: auto; }
.matrix { font-size: 0.75rem; }
.matrix th, .matrix td { padding: 0.15rem 0.3rem; }
.matrix thead th { vertical-align: bottom; }
.matrix thead span { writing-mode: vertical-rl; transform: rotate(180deg); }
@page { size: A4; margin: 14mm; }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 0.8rem; } .matrix { font-size: 0.6rem; } }
`;
