import { setTimeout as wait } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { callApi, withApiOptions, type ApiOptions } from './api-client.js';
import { CliError } from './cli-error.js';

interface ExportView {
  readonly id: string;
  readonly state: 'requested' | 'approved' | 'preparing' | 'ready' | 'refused' | 'failed';
  readonly directory: string;
  readonly failure: string | null;
}

type ConditionBody = { column: string; allowed: string[] } | { column: string; atLeast: number | null; atMost: number | null };

const POLL_MS = 300;
const CONDITION = /^([^=<>]+)(=|<=|>=)(.*)$/;

/** `sex=0`, `cp=1|2`, `age>=60`, `age<=70` */
function condition(text: string, before: ConditionBody[]): ConditionBody[] {
  const [, column, operator, value] = CONDITION.exec(text) ?? [];
  if (column === undefined || value === undefined) throw new InvalidArgumentError('expected COLUMN=CODE, COLUMN=CODE|CODE, COLUMN>=NUMBER or COLUMN<=NUMBER');
  if (operator === '=') return [...before, { column, allowed: value.split('|') }];
  const bound = Number(value);
  if (value.trim() === '' || !Number.isFinite(bound)) throw new InvalidArgumentError('expected a number after >= or <=');
  return [...before, operator === '>=' ? { column, atLeast: bound, atMost: null } : { column, atLeast: null, atMost: bound }];
}

export const exportCommand = (): Command =>
  new Command('export')
    .description('Synthetic records from a trained study: a request, a decision, a folder.')
    .addCommand(
      withApiOptions(new Command('request'))
        .description('Ask for synthetic records and print the id of the request. Nothing is drawn before it is approved. Costs no privacy.')
        .argument('<study>', 'id of a trained study')
        .requiredOption('--rows <number>', 'how many records', Number)
        .requiredOption('--purpose <text>', 'what they are for; it stands in the data card')
        .option('--where <condition>', 'only records like this; may be repeated', condition, [])
        .addHelpText('after', '\nExample:\n  commonward export request ID --rows 5000 --purpose "teaching" --where sex=0 --where "age>=60" --directory consortium')
        .action(request),
    )
    .addCommand(
      withApiOptions(new Command('approve'))
        .description('Approve a request, wait until its records are drawn, and print the folder they are in.')
        .argument('<export>', 'id of a request')
        .addHelpText('after', '\nExample:\n  commonward export approve ID --directory consortium')
        .action(approve),
    )
    .addCommand(
      withApiOptions(new Command('refuse'))
        .description('Refuse a request; who asked is shown the reason, and may ask anew.')
        .argument('<export>', 'id of a request')
        .requiredOption('--reason <text>', 'why')
        .addHelpText('after', '\nExample:\n  commonward export refuse ID --reason "Say which course it is for." --directory consortium')
        .action(refuse),
    );

async function request(study: string, options: ApiOptions & { rows: number; purpose: string; where: ConditionBody[] }): Promise<void> {
  const { rows, purpose, where: conditions } = options;
  const { id } = await callApi<ExportView>(options, 'POST', `/studies/${study}/exports`, { rows, purpose, conditions });
  process.stderr.write('requested: a study admin approves or refuses it, here with commonward export approve or in the dashboard\n');
  process.stdout.write(`${id}\n`);
}

async function approve(id: string, options: ApiOptions): Promise<void> {
  let made = await callApi<ExportView>(options, 'POST', `/exports/${id}/approve`);
  while (made.state === 'approved' || made.state === 'preparing') {
    await wait(POLL_MS);
    made = await callApi<ExportView>(options, 'GET', `/exports/${id}`);
  }
  if (made.state === 'failed') throw new CliError(`The export failed: ${made.failure ?? 'no reason given'}`);
  process.stdout.write(`${made.directory}\n`);
}

async function refuse(id: string, { reason, ...options }: ApiOptions & { reason: string }): Promise<void> {
  await callApi<ExportView>(options, 'POST', `/exports/${id}/refuse`, { reason });
}
