import { describe, expect, it } from '@jest/globals';
import { wine, wineDictionary } from '../metrics/wine.fixture.js';
import { disclosureRisk, type DisclosureTask } from './disclosure-risk.js';

const task: DisclosureTask = { synthetic: wine('synth'), train: wine('real'), test: wine('holdout'), dictionary: wineDictionary(), seed: 0 };

describe('disclosureRisk', () => {
  it('attacks as many training records as there are held-out ones wherever both are compared', () => {
    const { samples, nearerToTraining, linkability, attributeInference, singlingOut } = disclosureRisk(task);
    expect(samples).toEqual({ members: 118, nonMembers: 60, targets: 60, crowd: 60, synthetic: 118 });
    expect(nearerToTraining.training + nearerToTraining.heldOut + nearerToTraining.tied).toBe(118);
    for (const { members, control } of [linkability, attributeInference]) expect([members.attempts, control.attempts]).toEqual([60, 60]);
    for (const { members, control } of [singlingOut.univariate, singlingOut.multivariate]) expect(members.attempts).toBe(control.attempts);
  });

  it('is high in every respect for the training records themselves', () => {
    const { membership, nearerToTraining, singlingOut, linkability } = disclosureRisk({ ...task, synthetic: task.train });
    expect(membership.distance.auroc.low).toBeGreaterThan(0.95);
    expect(nearerToTraining.share.low).toBeGreaterThan(0.6);
    expect(linkability.risk.value).toBeGreaterThan(0.9);
    expect(singlingOut.multivariate.risk.low).toBeGreaterThan(0.1);
  });

  it('is the same for the same seed', () => {
    expect(disclosureRisk(task)).toEqual(disclosureRisk(task));
  });

  it('needs held-out records', () => {
    const none = { rows: 1, columns: task.test.columns.map((values) => values.slice(0, 1)) };
    expect(() => disclosureRisk({ ...task, test: none })).toThrow('there are 118 training and 1 test records; disclosure risk needs two of each');
  });
});
