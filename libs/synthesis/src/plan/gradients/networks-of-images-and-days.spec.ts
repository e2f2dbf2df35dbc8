import { describe, expect, it } from '@jest/globals';
import type { AnyDictionary } from '@commonward/schema';
import { aGradientsPlanOf, aGradientsStudy, MANY } from '../../../test/a-gradients-study.js';
import { aGuarantee } from '../../../test/simulated-table.js';
import { aSeriesDictionary } from '../scores/a-scores-study.fixture.js';
import { anImageDictionary } from '../spectrum/a-spectrum-study.fixture.js';
import { classCount, dayShape, discriminatorOf, gradientLength, parsePlan, personWordsOf, planGradients, planStudy, releasedBlocks, rowLength, weightsText, type GradientsPlan } from '../index.js';

const images = anImageDictionary();
const days = aSeriesDictionary();
const atStep = (plan: GradientsPlan): GradientsPlan => ({ ...plan, part: { name: 'step', step: 1, weights: weightsText(new Float32Array(gradientLength(plan)).fill(0.5)) } });
const problemWith = (dictionary: AnyDictionary) => () => planGradients(aGradientsStudy({ dictionary, guarantee: aGuarantee({ unit: dictionary.unit }) }));

describe('a plan of a network of images', () => {
  it('reads pixels and a class, and releases a gradient of every weight', () => {
    const plan = aGradientsPlanOf(images);
    expect([classCount(images), rowLength(images)]).toEqual([2, 16 * 16 + 2]);
    // What each class adds to every pixel; kernels of 4 x 4 with 8 and 16 filters, and biases; one logit of 4 x 4 x 16 numbers.
    expect(gradientLength({ dictionary: images, units: 8 })).toBe(2 * 256 + (2 * 16 * 8 + 8) + (8 * 16 * 16 + 16) + (256 + 1));
    expect(releasedBlocks(atStep(plan)).map(({ length, squaredSensitivity }) => [length, squaredSensitivity / plan.grid ** 2])).toEqual([[gradientLength(plan), 1]]);
  });

  it('charges a patient for every image of theirs that is used', () => {
    const byPatient = anImageDictionary({ unit: 'patient', patientId: 'pid', imagesPerPatient: 3 });
    const [one, three] = [aGradientsPlanOf(anImageDictionary({ unit: 'patient', patientId: 'pid', imagesPerPatient: 1 })), aGradientsPlanOf(byPatient)];
    for (const plan of [three, atStep(three)]) expect(releasedBlocks(plan)[0].squaredSensitivity / plan.grid ** 2).toBe(9);
    const [variance, tripled] = [one, three].map(({ variances, grid }) => variances.step[0] / grid ** 2);
    expect(tripled / variance).toBeCloseTo(9, 3);
  });

  it('says that an image is not a person', () => {
    expect(personWordsOf(aGradientsPlanOf(images))).toContain('This protects one image, not a person');
  });
});

describe('a plan of a network of days', () => {
  it('reads its channels, whether those that may be missing are there, and what kind of day it is', () => {
    expect(dayShape(days)).toEqual({ steps: 24, channels: 2, classes: 2 });
    expect(dayShape(aSeriesDictionary({ missing: true, calendar: 'day-of-week' }))).toEqual({ steps: 24, channels: 4, classes: 7 });
    expect([classCount(days), rowLength(days)]).toEqual([2, 48 + 2]);
    // What each kind adds to every step; kernels of 5 steps with 6 filters, twice; one logit of 6 steps of 6 numbers.
    expect(gradientLength({ dictionary: days, units: 6 })).toBe(2 * 24 + (3 * 5 * 6 + 6) + (6 * 5 * 6 + 6) + (36 + 1));
  });
});

describe('a plan of either', () => {
  it('is read as it was written, in either round, and not with a guarantee for something else or weights of another network', () => {
    for (const plan of [aGradientsPlanOf(images), aGradientsPlanOf(aSeriesDictionary({ missing: true }))]) {
      for (const one of [plan, atStep(plan)]) expect(parsePlan(JSON.stringify(one))).toEqual(one);
      expect(() => parsePlan(JSON.stringify({ ...plan, guarantee: { ...plan.guarantee, unit: 'patient' } }))).toThrow(`the dictionary protects one ${plan.dictionary.unit}`);
      expect(() => parsePlan(JSON.stringify({ ...plan, part: { name: 'step', step: 1, weights: weightsText([1]) } }))).toThrow(`expected ${gradientLength(plan)} numbers of 32 bits`);
    }
  });

  it('is made with the setting dp-training, which no longer needs a table; randomised records do', () => {
    const study = { ...aGradientsStudy({ dictionary: { ...images, publicCohortSize: MANY }, guarantee: aGuarantee({ unit: 'image', epsilon: 10 }) }), allocation: 'usual', tuning: 'none' } as const;
    expect(planStudy({ ...study, setting: 'dp-training' })).toMatchObject({ kind: 'planned', plan: { encoding: 'gradients' } });
    expect(() => planStudy({ ...study, setting: 'noisy-input', steps: null })).toThrow('is for tables; this dictionary is of kind image');
  });

  it('is refused, with the arithmetic in images or days, where gradients would drown in noise', () => {
    const few = planGradients(aGradientsStudy({ dictionary: { ...images, publicCohortSize: { north: 900, south: 100 } }, guarantee: aGuarantee({ unit: 'image' }), steps: null }));
    expect(few.forecast.reason).toMatch(/^A network of 3097 weights in 400 steps, 1000 images at 2 sites and epsilon 3: .* less than 4: .*moments, which needs two releases, enrol more images/);
    expect(planGradients(aGradientsStudy({ dictionary: { ...days, publicCohortSize: MANY }, guarantee: aGuarantee({ unit: 'day' }) })).forecast.reason).toContain('The setting moments has come nearer to real days wherever both were measured.');
    const silent = planGradients(aGradientsStudy({ dictionary: days, guarantee: aGuarantee({ unit: 'day' }) }));
    expect(silent.forecast.reason).toContain('declares the public number of days of every site');
  });

  it('says which records a network cannot be made for', () => {
    expect(problemWith(anImageDictionary({ image: { height: 30, width: 28 } }))).toThrow('they have 30 x 28 pixels: bring them to a height and a width that 4 divides');
    expect(problemWith(aSeriesDictionary({ steps: 6 }))).toThrow('they have 6 steps: choose a grid of a number of steps that 4 divides');
    const crowded = { ...days, attributes: { file: null, columns: Array.from({ length: 6 }, (_, at) => ({ type: 'categorical' as const, name: `a${at}`, categories: [{ code: '0', label: '0' }, { code: '1', label: '1' }], missing: [], other: false, ordinal: false, description: null })) } };
    expect(problemWith(crowded)).toThrow('have 128 combinations, and a network is told one of at most 64');
  });

  it('clips layer by layer where it is asked to: each to the same part of the norm, with less noise in all than a gradient that is clipped as one', () => {
    const [whole, layers] = (['whole', 'layers'] as const).map((clipping) => atStep(aGradientsPlanOf(images, { clipping })));
    const blocks = releasedBlocks(layers);
    // What each class adds, two convolutions and a logit.
    expect(blocks.map(({ name, length }) => [name, length])).toEqual([['step, layer 1', 512], ['step, layer 2', 528], ['step, layer 3', 8224], ['step, layer 4', 513]]);
    blocks.forEach(({ squaredSensitivity }) => expect(squaredSensitivity / layers.grid ** 2).toBeCloseTo(1 / 4, 6));
    const noise = (plan: GradientsPlan) => releasedBlocks(plan).reduce((sum, { length, variance }) => sum + length * variance, 0) / plan.grid ** 2;
    const roots = blocks.reduce((sum, { length }) => sum + Math.sqrt(length), 0);
    expect(noise(layers) / noise(whole)).toBeCloseTo(roots ** 2 / (4 * 9777), 3);
    expect(parsePlan(JSON.stringify(layers))).toEqual(layers);
    expect(() => parsePlan(JSON.stringify({ ...layers, variances: whole.variances }))).toThrow('expected 4, one for each part that is clipped by itself');
  });

  it('has more filters the more records there are, and the fewest where gradients are only just above their noise', () => {
    const unitsFor = (each: number) => aGradientsPlanOf(days, { dictionary: { ...days, publicCohortSize: { north: each, south: each } }, steps: 400 }).units;
    expect([1200, 3000, 6000].map(unitsFor)).toEqual([6, 12, 24]);
    const signal = (each: number) => Number(/at most (\S+) times/.exec(planGradients(aGradientsStudy({ dictionary: { ...days, publicCohortSize: { north: each, south: each } }, guarantee: aGuarantee({ unit: 'day', epsilon: 10 }), steps: 400 })).forecast.reason)?.[1]);
    for (const [each, least] of [[1200, 4], [3000, 8], [6000, 8]]) expect(signal(each)).toBeGreaterThan(least);
  });

  it('is of the same network for everybody', () => {
    const plan = aGradientsPlanOf(images);
    expect(discriminatorOf(plan)).toEqual(discriminatorOf(atStep(plan)));
  });
});
