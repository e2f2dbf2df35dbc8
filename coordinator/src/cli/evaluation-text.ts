import type { Estimate } from '@commonward/evaluation';
import type { PrivateUtility } from '@commonward/evaluation/private';

/** An evaluation for people who read it in a terminal. */
export function evaluationText(utility: PrivateUtility): string {
  const support = utility.support.map((records) => Math.round(records)).join(' and ');
  if (utility.kind === 'drowned') return `Not enough budget: with about ${support} records of the classes the noise hides how well models do. Evaluate with a larger epsilon.\n`;
  const rows = [
    ['', 'accuracy', 'AUROC'],
    ['mean of all', shown(utility.accuracy), shown(utility.auroc)],
    ...utility.models.map(({ model, accuracy, auroc }) => [model, shown(accuracy), shown(auroc)]),
    ['always the commoner class', shown(utility.guess), '.500'],
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
  return `Trained on synthetic records, tried on about ${support} real ones at their sites; in brackets 95 % intervals for the noise:\n${lines.join('\n')}\n`;
}

const shown = ({ value, low, high }: Estimate): string => `${short(value)} (${short(low)} to ${short(high)})`;
const short = (share: number): string => share.toFixed(3).replace(/^0/, '');
