import type { AnyDictionary } from '@commonward/schema';
import type { SiteView } from './coordinator-client.js';
import type { DemoScores } from './scores.js';

const WIDTH = 30;

/** Tells what happens in plain words: on standard output, or on standard error when that is kept for JSON. */
export interface Story {
  say(line: string): void;
  step(title: string): void;
}

export function lineStory(write: (text: string) => void): Story {
  const started = performance.now();
  const seconds = () => `${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s`;
  return {
    say: (line) => write(`         ${line}\n`),
    step: (title) => write(`${seconds()}  ${title}\n`),
  };
}

const bar = (share: number): string => {
  const filled = Math.round(WIDTH * Math.min(1, Math.max(0, share)));
  return `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
};

/** Each hospital's budget as it signed it. */
export function budgetLines(sites: readonly SiteView[]): string[] {
  const width = Math.max(...sites.map(({ name }) => name.length));
  return sites.map(({ name, budget }) => {
    if (budget === null) return `${name.padEnd(width)}  no policy yet`;
    const { spentEpsilon, capEpsilon, delta } = budget;
    return `${name.padEnd(width)}  ${bar(spentEpsilon / capEpsilon)}  epsilon ${spentEpsilon.toFixed(3)} of its cap ${capEpsilon} at delta ${delta.toExponential()}`;
  });
}

const ELSEWHERE = {
  image: ['Look at sheet.png of the export: images as they were drawn; sheet-smooth.png shows others with less grain.', 'Scores against real images, which take longer: npm run bench:images'],
  series: ["The days are in cohort/ of the export, in the form of a hospital's own.", 'Scores against real days, which take longer: npm run bench:series'],
} as const;

export function scoreLines({ fidelity, utility }: DemoScores, kind: AnyDictionary['kind']): string[] {
  if (kind !== 'table') return [...ELSEWHERE[kind]];
  if (fidelity === null) return ['Fidelity: not computed.'];
  const lines = [
    `Fidelity (${fidelity.basis}): total variation one-way ${fidelity.tv1.toFixed(3)}, two-way ${fidelity.tv2?.toFixed(3) ?? 'not measured'}`,
  ];
  const rows = Object.entries(utility);
  if (rows.length === 0) return [...lines, 'Utility: not computed, because the dictionary does not declare the records public or there is no test set.'];
  const width = Math.max(...rows.map(([name]) => name.length));
  lines.push('Utility: trained on the synthetic records, tested on real ones that no hospital saw (public benchmark, not private)');
  for (const [name, { accuracy, auroc }] of rows) lines.push(`  ${name.padEnd(width)}  accuracy ${accuracy.toFixed(3)}  AUROC ${auroc.toFixed(3)}`);
  return lines;
}
