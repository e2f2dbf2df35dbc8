import { dayColumns, type Column } from '@commonward/schema';
import { rosterOf, rosterSha256 } from '@commonward/secure-aggregation';
import { blocksOfRounds, estimateVariance, isOfferedSum, planLength, randomisedTablesIn, scoreTables, type NoisedPlan, type NoisyInputPlan, type TrainingPlan } from '@commonward/synthesis/plan';
import type { z } from 'zod';
import type * as model from '../http/model.js';
import type { MaskedSum } from '../aggregation/masked-sum.js';
import { progressOf } from '../aggregation/sum-progress.js';
import type { Answer } from '../rounds/answer.js';
import type { StandingRound } from '../rounds/rounds.service.js';
import type { Study } from './study.js';

export function presentSummary(study: Study): z.infer<typeof model.studySummary> {
  const { id, name, state, evaluates, guarantee, trust, aggregation, sites, quorum, createdAt, updatedAt } = study;
  return { id, name, state, evaluates, guarantee, trust, aggregation, sites: [...sites], quorum, createdAt, updatedAt };
}

export function presentStudy(study: Study, plan: TrainingPlan, rounds: readonly StandingRound[]): z.infer<typeof model.study> {
  return {
    ...presentSummary(study),
    dictionary: presentDictionary(study.dictionary),
    forecast: structuredClone(study.forecast) as z.infer<typeof model.forecast>,
    plan: presentPlan(study, plan),
    rounds: rounds.map(presentRound),
    summedAt: study.summedAt,
    generator: study.generator === null ? null : { ...study.generator, leftOut: [...study.generator.leftOut] },
    fidelity: study.fidelity as z.infer<typeof model.fidelity> | null,
    report: study.report,
    evaluation: structuredClone(study.evaluation) as z.infer<typeof model.evaluation> | null,
    failure: study.failure,
  };
}

function presentColumn(column: Column): z.infer<typeof model.study>['dictionary']['columns'][number] {
  return { name: column.name, type: column.type, categories: column.type === 'categorical' ? [...column.categories] : [] };
}

/** Of images what can be asked for is their class, so it is shown as their one column; of days what is said of them as a whole. */
function presentDictionary(dictionary: Study['dictionary']): z.infer<typeof model.study>['dictionary'] {
  const { kind, name, title, public: isPublic } = dictionary;
  switch (dictionary.kind) {
    case 'table':
      return { kind, name, title, target: dictionary.target, public: isPublic, columns: dictionary.columns.map(presentColumn) };
    case 'image':
      return { kind, name, title, target: 'class', public: isPublic, columns: [{ name: 'class', type: 'categorical', categories: [...dictionary.classes] }] };
    case 'series':
      return { kind, name, title, target: null, public: isPublic, columns: dayColumns(dictionary).slice(dictionary.channels.length * dictionary.grid.count).map(presentColumn) };
    default:
      return dictionary satisfies never;
  }
}

function presentPlan({ planSha256 }: Study, plan: TrainingPlan): z.infer<typeof model.study>['plan'] {
  if (plan.encoding === 'noisy-input') return presentRandomised(planSha256, plan);
  const released = shownBlocks(plan);
  const tablesIn = tablesOf(plan);
  const blocks = released.map(({ name, variance }, b) => ({ name, tables: tablesIn[b], noiseStdDev: Math.sqrt(variance) / plan.grid }));
  const tables = blocks.reduce((sum, block) => sum + block.tables, 0);
  const cells = blocksOfRounds(plan).flat().reduce((sum, { length }) => sum + length, 0);
  return { workload: plan.encoding === 'pairs' ? plan.workload : plan.encoding, sha256: planSha256, rosterSha256: isOfferedSum(plan) ? rosterSha256(rosterOf(plan)) : null, tables, cells, grid: plan.grid, blocks };
}

/** The blocks of all rounds; rounds that release the same ones are shown once. */
const shownBlocks = (plan: NoisedPlan) => [...new Set(blocksOfRounds(plan))].flat();

/** Of randomised records there is no noise of a block; what randomising does to a cell is the error of its estimate. */
function presentRandomised(sha256: string, plan: NoisyInputPlan): z.infer<typeof model.study>['plan'] {
  const places = Object.values(plan.places).reduce((sum, count) => sum + count, 0);
  const tables = randomisedTablesIn(plan);
  const blocks = [1, 2].flatMap((width) => {
    const variances = tables.filter(({ columns }) => columns.length === width).map(({ columns }) => estimateVariance(columns.map((j) => plan.columns[j]), places));
    const meanVariance = variances.reduce((sum, variance) => sum + variance, 0) / variances.length;
    return variances.length === 0 ? [] : [{ name: width === 1 ? 'randomised-columns' : 'randomised-pairs', tables: variances.length, noiseStdDev: Math.sqrt(meanVariance / plan.sites.length) }];
  });
  return { workload: plan.encoding, sha256, rosterSha256: null, tables: tables.length, cells: planLength(plan), grid: 1, blocks };
}

/** How many tables each block of all rounds holds: of images one for each class; the second moments of days are one; of an evaluation one for each model. */
function tablesOf(plan: NoisedPlan): readonly number[] {
  switch (plan.encoding) {
    case 'pairs':
      return plan.blocks.map(({ tables }) => tables.length);
    case 'spectrum':
      return blocksOfRounds(plan).flat().map(() => plan.dictionary.classes.length);
    case 'scores':
      return [...scoreTables(plan.dictionary).map(({ tables }) => tables.length), ...plan.moments.map(() => 1)];
    case 'gradients':
      return shownBlocks(plan).map(() => 1);
    case 'utility':
      return plan.blocks.map(() => plan.models.length);
    default:
      return plan satisfies never;
  }
}

function presentRound({ round: { answers, round, attempt, phase, reason, quorum, deadlineAt, expiresAt, overdue, pausedAt, openedAt, closedAt }, sum, payers }: StandingRound): z.infer<typeof model.study>['rounds'][number] {
  return { round, attempt, phase, reason, quorum, deadlineAt, expiresAt, overdue, pausedAt, openedAt, closedAt, masked: sum === null ? null : presentSum(sum), sites: Object.entries(answers).map(([site, answer]) => ({ site, booked: payers.has(site), ...presentAnswer(answer) })) };
}

function presentSum(sum: MaskedSum): z.infer<typeof model.maskedSum> {
  const { sites, givenUp, ...progress } = progressOf(sum);
  return { ...progress, sites: sites.map(({ site, answered }) => ({ site, answered: [...answered] })), givenUp: givenUp.map(({ without, ...attempt }) => ({ ...attempt, without: [...without] })) };
}

const NOTHING = { reason: null, at: null, bytes: null, envelopeSha256: null, receiptSha256: null, ledger: null };

function presentAnswer(answer: Answer): Omit<z.infer<typeof model.study>['rounds'][number]['sites'][number], 'site' | 'booked'> {
  switch (answer.state) {
    case 'waiting':
      return { ...NOTHING, state: answer.state };
    case 'refused':
      return { ...NOTHING, state: answer.state, at: answer.at, reason: answer.reason };
    case 'left':
      return { ...NOTHING, state: answer.state, at: answer.at };
    case 'withdrawn':
    case 'released': {
      const { state, at, bytes, release, receipt, ledger } = answer;
      return { state, reason: null, at, bytes, envelopeSha256: release.envelopeSha256, receiptSha256: receipt.envelopeSha256, ledger };
    }
    default:
      return answer satisfies never;
  }
}
