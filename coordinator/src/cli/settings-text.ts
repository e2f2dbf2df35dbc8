import type { ComparedSetting } from '../studies/compare-settings.js';

/** The privacy settings of a study side by side, for people who read them in a terminal; nothing if there are none. */
export function settingsText(compared: readonly ComparedSetting[]): string {
  if (compared.length === 0) return '';
  const measured = compared.some(({ expected }) => expected !== null);
  const rows = [['setting', 'allocation', ...(measured ? ['one column', 'two columns'] : []), ''], ...compared.map((each) => rowOf(each, measured))];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
  const heading = measured ? 'Of 100 synthetic patients so many would be in a wrong cell of a table' : 'What could be learnt in each setting';
  return `${heading}, at the same guarantee:\n${lines.join('\n')}\n`;
}

function rowOf({ setting, allocation, outcome, problem, expected }: ComparedSetting, measured: boolean): string[] {
  const shown = expected === null ? ['-', '-'] : [expected.oneWay, expected.twoWay].map((distance) => (100 * distance).toFixed(1));
  return [setting, allocation, ...(measured ? shown : []), problem ?? outcome];
}
