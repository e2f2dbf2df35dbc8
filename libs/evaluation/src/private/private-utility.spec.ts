import { describe, expect, it } from '@jest/globals';
import { encodeTable } from '@commonward/schema';
import { planUtility, type UtilityPlan } from '@commonward/synthesis/plan';
import { accuracy, auroc, classificationReport } from '../metrics/classification.js';
import { seededRandom, type SeededRandom } from '../seeded-random.js';
import { aCohort, aDictionary } from '../report/a-report.fixture.js';
import { privateUtility } from './private-utility.js';

const dictionary = aDictionary();
const planFor = (epsilon: number): UtilityPlan => {
  const planning = planUtility({
    study: 'evaluation',
    evaluates: { study: 'study', generatorSha256: 'ab'.repeat(32) },
    dictionary,
    guarantee: { epsilon, delta: 1e-5, unit: 'patient', adjacency: 'add-or-remove-one' },
    trust: 'local',
    aggregation: 'plain',
    sites: ['a', 'b'],
    synthetic: encodeTable(aCohort(40, 1), dictionary),
    seed: '1'.repeat(64),
  });
  if (planning.kind === 'refused') throw new Error(planning.reason);
  return planning.plan;
};

/** What six models of growing skill say about so many patients, of whom three in eight are ill. */
function judgements(patients: number, random: SeededRandom) {
  const truth = Uint8Array.from({ length: patients }, (_, n) => Number(n % 8 < 3));
  const models = Array.from({ length: 6 }, (_, m) => Uint8Array.from(truth, (ill) => Math.min(7, Math.floor(8 * (0.35 * random.uniform() + 0.3 * random.uniform() + ill * 0.06 * (m + 1))))));
  return { truth, models };
}

/** The counts of these judgements as sites would release them, without noise. */
function exactSum({ truth, models }: ReturnType<typeof judgements>, plan: UtilityPlan): Float64Array {
  const sum = new Float64Array(120);
  models.forEach((scores, m) =>
    scores.forEach((score, n) => {
      sum[4 * m + 2 * truth[n] + Number(score > 3)] += plan.grid;
      sum[24 + 16 * m + 8 * truth[n] + score] += plan.grid;
    }),
  );
  return sum;
}

function noisy(sum: Float64Array, plan: UtilityPlan, random: SeededRandom): Float64Array {
  const normal = () => Math.sqrt(-2 * Math.log(1 - random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  return sum.map((count, at) => count + normal() * Math.sqrt(2 * plan.blocks[at < 24 ? 0 : 1].variance));
}

const judged = judgements(900, seededRandom(1));
const { truth, models } = judged;
const predicted = models.map((scores) => Uint8Array.from(scores, (score) => Number(score > 3)));
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a paid evaluation', () => {
  it('without noise gives the accuracy, AUROC and classification report of the records themselves', () => {
    const plan = planFor(3);
    const utility = privateUtility({ sum: exactSum(judged, plan), sites: 1 }, plan);
    if (utility.kind !== 'estimated') throw new Error('It told nothing.');
    expect(utility.support.map(Math.round)).toEqual([561, 339]);
    expect(utility.guess.value).toBeCloseTo(561 / 900, 10);
    expect(utility.accuracy.value).toBeCloseTo(mean(predicted.map((said) => accuracy({ truth, predicted: said }))), 10);
    utility.models.forEach(({ accuracy: share, auroc: area, classes, confusion }, m) => {
      const report = classificationReport({ truth, predicted: predicted[m] }, 2);
      expect(share.value).toBeCloseTo(report.accuracy, 10);
      expect(area.value).toBeCloseTo(auroc(truth, models[m]), 10);
      classes.forEach(({ precision, recall, f1 }, k) => {
        expect([precision.value, recall.value, f1.value]).toEqual([report.classes[k].precision, report.classes[k].recall, report.classes[k].f1].map((value) => expect.closeTo(value, 10)));
      });
      expect(confusion.flat().reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
    });
  });

  it.each([1, 3])('at epsilon %d has the true accuracy, AUROC and recall in about 95 of 100 intervals', (epsilon) => {
    const plan = planFor(epsilon);
    const exact = exactSum(judged, plan);
    const random = seededRandom(epsilon);
    const held = { accuracy: 0, auroc: 0, model: 0, recall: 0 };
    const RUNS = 200;
    const [meanAccuracy, meanAuroc] = [mean(predicted.map((said) => accuracy({ truth, predicted: said }))), mean(models.map((scores) => auroc(truth, scores)))];
    const recall = classificationReport({ truth, predicted: predicted[5] }, 2).classes[1].recall;
    for (let run = 0; run < RUNS; run += 1) {
      const utility = privateUtility({ sum: noisy(exact, plan, random), sites: 2 }, plan);
      if (utility.kind !== 'estimated') continue;
      const holds = ({ low, high }: { low: number; high: number }, value: number) => Number(low <= value && value <= high);
      held.accuracy += holds(utility.accuracy, meanAccuracy);
      held.auroc += holds(utility.auroc, meanAuroc);
      held.model += holds(utility.models[2].accuracy, accuracy({ truth, predicted: predicted[2] }));
      held.recall += holds(utility.models[5].classes[1].recall, recall);
    }
    // Of 200 with a chance of .95 each, fewer than 177 come once in ten thousand times.
    for (const count of Object.values(held)) {
      expect(count).toBeGreaterThanOrEqual(177);
      expect(count).toBeLessThan(200);
    }
  });

  it('knows the mean of all models better than any one of them', () => {
    const plan = planFor(1);
    const utility = privateUtility({ sum: exactSum(judged, plan), sites: 2 }, plan);
    if (utility.kind !== 'estimated') throw new Error('It told nothing.');
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    expect(width(utility.accuracy)).toBeLessThan(Math.min(...utility.models.map(({ accuracy: one }) => width(one))));
  });

  it('says that it knows nothing where the noise hides how many there are of a class', () => {
    const plan = planFor(1);
    expect(privateUtility({ sum: new Float64Array(120), sites: 2 }, plan).kind).toBe('drowned');
    const few = judgements(40, seededRandom(2));
    expect(privateUtility({ sum: exactSum(few, plan), sites: 2 }, plan).kind).toBe('drowned');
  });
});
