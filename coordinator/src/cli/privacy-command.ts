import { readFileSync } from 'node:fs';
import { explainPlan, explanationText } from '@commonward/lineage';
import { parsePlan, type TrainingPlan } from '@commonward/synthesis/plan';
import { Command } from 'commander';
import { CliError } from './cli-error.js';

export const privacyCommand = (): Command =>
  new Command('privacy')
    .description('What plans promise to patients, in numbers and in words.')
    .addCommand(
      new Command('explain')
        .description('Explain the guarantee of a plan: what it costs by each accountant, what an attacker could find, who could learn how much, and what is not promised.')
        .argument('<plan>', 'JSON file of a plan, as in lineage/plan.json of an export')
        .option('--json', 'print one JSON object', false)
        .addHelpText('after', '\nExample:\n  commonward privacy explain exports/3f0c…/lineage/plan.json')
        .action(explain),
    );

function explain(path: string, { json }: { json: boolean }): void {
  const explanation = explainPlan(planIn(path));
  process.stdout.write(json ? `${JSON.stringify(explanation)}\n` : explanationText(explanation));
}

function planIn(path: string): TrainingPlan {
  const text = textOf(path);
  try {
    return parsePlan(text);
  } catch (error) {
    if (error instanceof RangeError) throw new CliError(`${path} holds no plan. ${error.message.replace(/\s+/g, ' ')}`);
    throw error;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new CliError(`Cannot read ${path} (${code}): give the JSON file of a plan, as lineage/plan.json of an export.`);
  }
}
