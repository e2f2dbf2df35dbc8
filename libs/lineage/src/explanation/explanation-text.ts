import { RHO_UNITS_PER_ONE, type Accountant } from '@commonward/accounting';
import type { Figure, PrivacyExplanation } from './privacy-explanation.js';

/** An explanation for people: one page of text. Numbers that are promised are rounded up. */
export function explanationText(explanation: PrivacyExplanation): string {
  const { study, sites, guarantee, trust, postProcessing, assumptions, notProtected, deltaRefusals } = explanation;
  const { epsilon, delta, unit, adjacency } = guarantee;
  return [
    `What the plan of study ${study} promises to every ${unit} of each site (${sites.join(', ')})`,
    '',
    `Guarantee at each site: epsilon ${epsilon}, delta ${delta.toExponential()}, unit ${unit}, adjacency ${adjacency}.`,
    ...wrapped(meaningOf(explanation)),
    ...deltaRefusals.map(({ site, reason }) => `Site ${site} refuses this, unless its own policy allows it: ${reason}`),
    '',
    `What it costs, at delta ${delta.toExponential()}`,
    ...explanation.figures.map((figure) => figureLine(figure, explanation)),
    ...wrapped(`For a ${unit} whose record is at all ${sites.length} sites: epsilon ${up(explanation.overlapping.epsilon)}.`),
    '',
    'What that means (from the booked figure)',
    ...explanation.tradeOff.map(({ wronglyAccused, found }) => `  ${accusation(wronglyAccused, found)}`),
    ...wrapped('The attacker knows the records of everybody else. Blind guessing finds as many as it wrongly accuses.'),
    '',
    'Who could learn how much (rho, epsilon)',
    ...viewLines(explanation),
    '',
    ...section('How it is kept', [trust, postProcessing]),
    ...section('What it assumes', assumptions),
    ...section('What it does not promise', notProtected),
  ]
    .join('\n')
    .concat('\n');
}

const WIDTH = 110;

function meaningOf({ guarantee: { unit, adjacency } }: PrivacyExplanation): string {
  const other = adjacency === 'add-or-remove-one' ? `with or without the records of one ${unit}` : `with the records of one ${unit} or those of another`;
  return `Whatever a site releases is almost equally likely ${other}: no more than a factor of e^epsilon apart, but for delta.`;
}

const WORDS: Readonly<Record<Accountant['name'], string>> = {
  zcdp: 'zero-concentrated differential privacy: what ledgers add up',
  rdp: 'Renyi differential privacy',
  pld: 'privacy loss distribution',
  gdp: 'as if the noise were continuous: never booked',
};

function figureLine({ accountant, standing, booked, epsilon, reason }: Figure, { rhoUnits, figures }: PrivacyExplanation): string {
  const label = (booked ? 'booked' : standing).padEnd(12);
  if (epsilon === null) return `  ${label}no figure by ${accountant}: ${reason ?? ''}`;
  const isTighter = !booked && standing === 'proved' && figures.some((other) => other.booked && other.epsilon !== null && other.epsilon > epsilon);
  const words = `${isTighter ? 'tighter: ' : ''}${WORDS[accountant]}${booked ? `, rho ${rho(rhoUnits / RHO_UNITS_PER_ONE)}` : ''}`;
  return `  ${label}epsilon ${up(epsilon)}  (${words})`;
}

const accusation = (wronglyAccused: number, found: number): string =>
  `An attacker who wrongly accuses ${100 * wronglyAccused} in 100 finds at most ${Math.min(100, Math.ceil(1000 * found) / 10)} in 100.`;

function viewLines({ aggregation, views }: PrivacyExplanation): readonly string[] {
  const { booked, summed, corrupted } = views;
  const line = (view: 'alone' | 'coalition' | 'allHonest', who: string) => `  ${who.padEnd(64)}rho ${rho(views[view].rho)}, epsilon ${up(views[view].epsilon)}${view === booked ? ' (booked)' : ''}`;
  return [
    line('alone', 'alone: coordinator and all other sites together'),
    line('coalition', `coalition: coordinator and ${corrupted === 1 ? 'one other site' : `${corrupted} other sites`}, from the sum`),
    line('allHonest', `all honest: who sees only the sum of ${summed} ${summed === 1 ? 'release' : 'releases'}`),
    ...wrapped(seenSentence({ aggregation, booked })),
  ];
}

function seenSentence({ aggregation, booked }: { aggregation: PrivacyExplanation['aggregation']; booked: PrivacyExplanation['views']['booked'] }): string {
  if (aggregation === 'plain') return 'This plan sends every release by itself, so the first line is what the coordinator itself has. The others are for the sum alone.';
  if (booked === 'alone') return 'The coordinator sees only the sum, and the ledger books the first line all the same: whatever the others do, no more is lost.';
  return 'The coordinator sees only the sum. THE FIRST LINE IS WHAT IS LEFT if more sites than those of the second are against this one.';
}

const section = (title: string, sentences: readonly string[]): readonly string[] => [title, ...sentences.flatMap((sentence) => wrapped(sentence)), ''];

/** Lines of at most 110 characters, indented by two; a sentence starts on its own line. */
function wrapped(sentence: string): readonly string[] {
  const lines: string[] = [];
  let line = ' ';
  for (const word of sentence.split(' ')) {
    if (line.trim() !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = '   ';
    }
    line = `${line} ${word}`;
  }
  return [...lines, line];
}

const up = (epsilon: number): string => (Math.ceil(epsilon * 1000) / 1000).toFixed(3);
const rho = (value: number): string => value.toPrecision(4);
