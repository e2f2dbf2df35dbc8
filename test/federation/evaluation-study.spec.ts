import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { triedModels } from '@commonward/evaluation/private';
import { encodeTable, readTable, tableLayout } from '@commonward/schema';
import { parsePlan, type UtilityPlan } from '@commonward/synthesis/plan';
import { aConsortium, type Consortium } from '../consortium/consortium.js';
import { recordsOf as csvOf } from '../consortium/hospital.js';
import { recordsOf } from '../consortium/summed.js';
import { until } from '../consortium/until.js';

jest.setTimeout(120_000);

const NAMES = ['cleveland', 'hungarian', 'switzerland', 'va'] as const;

let consortium: Consortium;
let study: string;

beforeAll(async () => {
  consortium = await aConsortium({ sites: NAMES });
  consortium.sites.forEach((site) => site.start());
  study = await consortium.startStudy({ aggregation: 'masked', epsilon: 3 });
  await consortium.untilTrained(study);
});
afterAll(() => consortium.end());

function planOf(sha256: string): UtilityPlan {
  const plan = parsePlan(readFileSync(join(consortium.coordinator.directory, 'blobs', sha256), 'utf8'));
  if (plan.encoding !== 'utility') throw new Error('This is no plan of an evaluation.');
  return plan;
}

/** The mean accuracy that the models of a plan really have, from the files of the hospitals. */
function trueAccuracy(plan: UtilityPlan): number {
  const { dictionary } = plan;
  const { target, sizes } = tableLayout(dictionary);
  const rows = NAMES.flatMap((name) => {
    const { codes } = encodeTable(readTable({ text: csvOf(name), file: name, dictionary }).table, dictionary);
    return Array.from({ length: codes.length / sizes.length }, (_, row) => codes.subarray(row * sizes.length, (row + 1) * sizes.length));
  });
  const known = rows.filter((record) => record[target] < 2);
  const shares = triedModels(plan).map((model) => known.filter((record) => model.judge({ rows: 1, codes: record }).predicted[0] === record[target]).length / known.length);
  return shares.reduce((sum, one) => sum + one, 0) / shares.length;
}

describe('the evaluation of a trained study', () => {
  it('is paid for at every site before its records are read, as much as was forecast, and tells what the models really do there', async () => {
    const before = new Map(consortium.sites.map((site) => [site.name, site.ledger().chain.spentRhoUnits]));
    const evaluation = await consortium.startEvaluation(study, { epsilon: 1.5, aggregation: 'masked' });
    const view = await consortium.untilEvaluated(evaluation);
    await until('every ledger has the receipt', () => consortium.sites.every((site) => recordsOf(site, evaluation).includes('receipt')));
    for (const site of consortium.sites) {
      const [own] = view.forecast.sites.filter(({ site: name }) => name === site.name);
      expect(recordsOf(site, evaluation)).toEqual(['debit', 'seal', 'unmask', 'receipt']);
      expect(site.ledger().chain.spentRhoUnits - (before.get(site.name) ?? 0)).toBe(own.rhoUnits);
    }
    const utility = view.evaluation?.utility;
    if (utility?.kind !== 'estimated') throw new Error('The evaluation told nothing.');
    const { value, low, high } = utility.accuracy;
    // Three half intervals are six standard deviations of the noise.
    expect(Math.abs(value - trueAccuracy(planOf(view.plan.sha256)))).toBeLessThan(1.5 * (high - low));
    expect(high - low).toBeLessThan(0.2);
    expect(utility.models.map(({ model }) => model)).toHaveLength(6);
  });

  it('names the study and the generator, and is printed for people', async () => {
    const { generator } = await consortium.coordinator.study(study);
    const { stdout: id } = await consortium.coordinator.command('study', 'evaluate', study, '--epsilon', '0.8', '--delta', '1e-5', '--trust', 'local');
    expect((await consortium.coordinator.study(id.trim())).evaluates).toEqual({ study, generatorSha256: generator?.sha256 });
    const { stdout } = await consortium.coordinator.command('study', 'start', id.trim());
    expect(stdout).toMatch(/tried on about \d+ and \d+ real ones[^]*mean of all +\.\d{3} \(\.\d{3} to \.\d{3}\)[^]*always the commoner class/);
  });

  it('is refused by every site whose budget does not suffice, and nothing is spent', async () => {
    const before = consortium.sites.map((site) => site.ledger().chain.spentRhoUnits);
    const evaluation = await consortium.startEvaluation(study, { epsilon: 4.5, aggregation: 'plain' });
    const { failure, rounds } = await until('the evaluation has failed', async () => {
      const view = await consortium.coordinator.study(evaluation);
      return view.state === 'failed' && view;
    });
    expect(failure).toContain('refused');
    expect(new Set(rounds[0].sites.flatMap(({ reason }) => (reason === null ? [] : [reason])))).toEqual(new Set(['budget']));
    expect(consortium.sites.map((site) => site.ledger().chain.spentRhoUnits)).toEqual(before);
  });

  it('is not planned where it would tell nothing, or nothing is trained yet', async () => {
    await expect(consortium.coordinator.evaluateStudy(study, { epsilon: 0.05, delta: 1e-5, trust: 'local' })).rejects.toThrow('not enough budget to tell a useful generator from chance');
    const { id } = await consortium.coordinator.createStudy(draftTerms());
    await expect(consortium.coordinator.evaluateStudy(id, { epsilon: 1, delta: 1e-5, trust: 'local' })).rejects.toThrow('has no generator to evaluate; it is draft');
  });
});

function draftTerms(): object {
  const dictionary = JSON.parse(readFileSync(consortium.sites[0].files.dictionary, 'utf8')) as object;
  return { name: 'A draft', dictionary, epsilon: 1, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one', trust: 'local', sites: NAMES };
}
