import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { combined, delongInterval, placements } from './auroc-interval.js';
import { brierScore, calibrationBins, expectedCalibrationError } from './calibration.js';
import { auroc } from './classification.js';
import { rocCurve, truePositiveRates } from './roc-curve.js';
import { vectors } from './wine.fixture.js';

const { binary } = vectors('classification.json') as {
  binary: { y_true: number[]; score: number[]; brier: number; roc_auc: number; roc_curve: { fpr: number[]; tpr: number[] } };
};
const { calibration } = vectors('disclosure.json') as { calibration: { observed: number[]; predicted: number[] } };
const { y_true: truth, score } = binary;
const chances = Float64Array.from(score);

const someRows = fc
  .array(fc.record({ label: fc.integer({ min: 0, max: 1 }), score: fc.integer({ min: 0, max: 4 }) }), { minLength: 1, maxLength: 30 })
  .map((rows) => [...rows, ...[0, 0, 1, 1].map((label) => ({ label, score: 2 }))]);

describe('rocCurve', () => {
  it("goes through every point of scikit-learn's, which leaves out those on a line", () => {
    const ours = rocCurve(truth, score).map(({ falsePositiveRate, truePositiveRate }) => `${falsePositiveRate.toFixed(12)} ${truePositiveRate.toFixed(12)}`);
    const { fpr, tpr } = binary.roc_curve;
    expect(fpr.map((rate, k) => `${rate.toFixed(12)} ${tpr[k].toFixed(12)}`).filter((point) => !ours.includes(point))).toEqual([]);
  });

  it('rises from (0, 0) to (1, 1), and the area below it is the AUROC', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const [labels, scores] = [rows.map(({ label }) => label), rows.map((row) => row.score)];
        const curve = rocCurve(labels, scores);
        const steps = curve.slice(1).map((to, k) => ({ from: curve[k], to }));
        expect(steps.every(({ from, to }) => to.falsePositiveRate >= from.falsePositiveRate && to.truePositiveRate >= from.truePositiveRate)).toBe(true);
        expect([curve[0], curve[curve.length - 1]]).toEqual([{ falsePositiveRate: 0, truePositiveRate: 0 }, { falsePositiveRate: 1, truePositiveRate: 1 }]);
        const area = steps.reduce((sum, { from, to }) => sum + (to.falsePositiveRate - from.falsePositiveRate) * ((from.truePositiveRate + to.truePositiveRate) / 2), 0);
        expect(area).toBeCloseTo(auroc(labels, scores), 12);
      }),
    );
  });

  it('can be read at any rate of false positives, on straight lines between its points', () => {
    const curve = [[0, 0], [0, 0.4], [0.5, 0.8], [1, 1]].map(([falsePositiveRate, truePositiveRate]) => ({ falsePositiveRate, truePositiveRate }));
    expect(truePositiveRates(curve, [0, 0.25, 0.5, 1])).toEqual([0.4, expect.closeTo(0.6, 12), 0.8, 1]);
  });
});

describe('delongInterval', () => {
  it('is the variance of the pairwise definition: of each positive its share of negatives below, and the other way round', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const [positives, negatives] = [1, 0].map((label) => rows.filter((row) => row.label === label).map((row) => row.score));
        const above = (a: number, others: readonly number[]): number => others.reduce((sum, b) => sum + (Math.sign(a - b) + 1) / 2, 0) / others.length;
        const v10 = positives.map((a) => above(a, negatives));
        const v01 = negatives.map((b) => 1 - above(b, positives));
        const area = v10.reduce((sum, v) => sum + v, 0) / v10.length;
        const spread = (values: readonly number[]): number => values.reduce((sum, v) => sum + (v - area) ** 2, 0) / (values.length - 1) / values.length;
        const { value, low, high } = delongInterval(placements(rows.map(({ label }) => label), Float64Array.from(rows, (row) => row.score)));
        expect(value).toBeCloseTo(area, 12);
        expect([low, high]).toEqual([-1, 1].map((side) => expect.closeTo(area + side * 1.959963984540054 * Math.sqrt(spread(v10) + spread(v01)), 10)));
      }),
    );
  });

  it("has scikit-learn's area in its middle, which is the mean of what positives are above and of what negatives are below", () => {
    expect(delongInterval(placements(truth, chances)).value).toBeCloseTo(binary.roc_auc, 12);
    const { negatives } = placements(truth, chances);
    expect(negatives.reduce((sum, share) => sum + share, 0) / negatives.length).toBeCloseTo(binary.roc_auc, 12);
  });

  it('has no width for the difference of a score from itself, and hardly any for one from its like', () => {
    const its = placements(truth, chances);
    const difference = (scores: Float64Array) => delongInterval(combined([{ weight: 1, placements: its }, { weight: -1, placements: placements(truth, scores) }]));
    expect(difference(chances)).toEqual({ value: 0, low: 0, high: 0 });
    const { low, high } = difference(chances.map((chance, row) => chance + (row % 2) / 50));
    expect(high - low).toBeLessThan(0.05);
  });

  it('needs two rows of each class', () => {
    expect(() => delongInterval(placements([1, 1, 0], Float64Array.of(1, 2, 3)))).toThrow(RangeError);
  });
});

describe('calibration', () => {
  it("has scikit-learn's Brier score and calibration curve", () => {
    const bins = calibrationBins({ truth, chances });
    expect(brierScore({ truth, chances })).toBeCloseTo(binary.brier, 12);
    expect(bins.map(({ observed }) => observed)).toEqual(calibration.observed.map((share) => expect.closeTo(share, 12)));
    expect(bins.map(({ predicted }) => predicted)).toEqual(calibration.predicted.map((share) => expect.closeTo(share, 12)));
    expect(bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(truth.length);
  });

  it('errs by the distance of chance and outcome where all rows have the same chance, and is perfect where that is 0', () => {
    const constant = (chance: number) => expectedCalibrationError(calibrationBins({ truth: [1, 1, 1, 0], chances: new Float64Array(4).fill(chance) }));
    expect(constant(0.75)).toBe(0);
    expect(constant(0.5)).toBe(0.25);
    expect(constant(1)).toBe(0.25);
  });

  it('errs by no more than the Brier score allows', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ label: fc.integer({ min: 0, max: 1 }), chance: fc.double({ min: 0, max: 1, noNaN: true }) }), { minLength: 1, maxLength: 40 }), (rows) => {
        const forecasts = { truth: rows.map(({ label }) => label), chances: rows.map(({ chance }) => chance) };
        const error = expectedCalibrationError(calibrationBins(forecasts));
        // By Jensen's inequality the squared mean distance is at most the mean squared one.
        expect(error >= 0 && error * error <= brierScore(forecasts) + 1e-12).toBe(true);
      }),
    );
  });
});
