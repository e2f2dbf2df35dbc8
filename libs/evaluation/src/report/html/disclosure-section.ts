import type { Estimate } from '../../metrics/interval.js';
import type { BenchmarkReport } from '../benchmark-report.js';
import { auditWords } from '../group-words.js';
import { VERDICT_LIMITS } from '../../verdict/limits.js';
import { html, type Markup } from './markup.js';
import { decimal, percent } from './numbers.js';

type Disclosure = BenchmarkReport['disclosure'];

/** What somebody who has the synthetic records could find out about patients. */
export const disclosureSection = ({ disclosure, audit }: BenchmarkReport): Markup => html`<h2>Could somebody learn who was in the training records?</h2>
<p>Each attack is run on training records and, as its control, on real records that no hospital held. What it gets right about both is knowledge of the
population; only the excess is disclosure. ${sampleWords(disclosure)}</p>
<div class="scroll">${membershipTable(disclosure)}</div>
<div class="scroll">${attackTable(disclosure)}</div>
<h3>Does the guarantee hold?</h3>
<p>${audit === null ? 'It was not put to the test: nobody said of which hospital the held-out records are.' : `${auditWords(audit)} As many pairs cannot show more than about ${decimal(mostShown(audit.pairs))}.`}</p>`;

/** What all guesses right would show, about. @see pairedRunEpsilon */
const mostShown = (pairs: number): number => Math.max(0, Math.log(pairs / NEGLOG) / 2);
/** -log of one in twenty. */
const NEGLOG = 3;

function sampleWords({ samples }: Disclosure): string {
  const { members, nonMembers, targets, crowd, synthetic } = samples;
  return `Membership was guessed of ${members} training and ${nonMembers} held-out records; ${targets} of each were linked and inferred, and claims tested among ${crowd} of each, with ${synthetic} synthetic records.`;
}

function membershipTable({ membership, nearerToTraining }: Disclosure): Markup {
  const row = (name: string, { auroc, truePositives: { found, members, rate } }: Disclosure['membership']['distance']): Markup =>
    html`<tr><th scope="row">${name}</th>${estimateCells(auroc, decimal)}<td>${found} of ${members}</td>${estimateCells(rate, percent)}</tr>`;
  const { training, heldOut, tied, share } = nearerToTraining;
  return html`<table>
<caption>Membership: was this record trained on?</caption>
<thead><tr><td></td><th colspan="2" scope="colgroup">AUROC; 0.5 is a coin</th><th colspan="3" scope="colgroup">Found with at most 1 % false alarms</th></tr>
<tr><th scope="col">Attack</th><th scope="col">value</th><th scope="col">95 % interval</th><th scope="col">records</th><th scope="col">share</th><th scope="col">95 % interval</th></tr></thead>
<tbody>${row('Distance to the closest synthetic record', membership.distance)}${row('Density of synthetic against real records', membership.densityRatio)}</tbody>
</table>
<p>Of ${training + heldOut + tied} synthetic records ${training} are nearer to a training record, ${heldOut} to one of as many held-out records, and ${tied} equally near:
a share of ${decimal(share.value)} (95 % interval ${decimal(share.low)} to ${decimal(share.high)}) where 0.5 is no difference. It counts as disclosure where it is surely above ${VERDICT_LIMITS.nearerToTraining}.</p>`;
}

function attackTable({ singlingOut, linkability, attributeInference }: Disclosure): Markup {
  const rows: readonly (readonly [string, string, Disclosure['linkability']])[] = [
    ['Singling out by one column', 'a claim that fits exactly one patient', singlingOut.univariate],
    ['Singling out by three columns', 'the same about three columns at once', singlingOut.multivariate],
    ['Linking', 'two halves of a patient’s columns are found to belong together', linkability],
    ['Inference', 'the target is guessed from all other columns', attributeInference],
  ];
  return html`<table>
<caption>The risks that data protection law names</caption>
<thead><tr><th scope="col">Attack</th><th scope="col">right on training records</th><th scope="col">right on held-out records</th><th scope="col">risk</th><th scope="col">95 % interval</th></tr></thead>
<tbody>${rows.map(
    ([name, meaning, { members, control, risk }]) =>
      html`<tr><th scope="row">${name}: ${meaning}</th><td>${members.successes} of ${members.attempts}</td><td>${control.successes} of ${control.attempts}</td>${estimateCells(risk, decimal)}</tr>`,
  )}</tbody>
</table>`;
}

const estimateCells = ({ value, low, high }: Estimate, text: (value: number) => string): Markup => html`<td>${text(value)}</td><td>${text(low)} to ${text(high)}</td>`;
