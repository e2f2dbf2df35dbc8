import { describe, expect, it } from '@jest/globals';
import { numbersFrom } from '../some-numbers.fixture.js';
import { drawClasses, latentInputs } from './latent-inputs.js';
import { seriesInputs } from './series-gan.js';

const uniformFrom = (seed: number) => {
  const next = numbersFrom(seed);
  return () => (next() + 1) / 2;
};

describe('what a generator is told', () => {
  it('is drawn numbers and then the class, one-hot', () => {
    const inputs = [...latentInputs([2, 0], { latent: 2, classCount: 3, uniform: () => 0.75 })];
    const drawn = Math.fround(Math.sqrt(3) / 2);
    expect(inputs).toEqual([drawn, drawn, 0, 0, 1, drawn, drawn, 1, 0, 0]);
  });

  it('has a mean of 0 and a variance of 1', () => {
    const numbers = [...latentInputs(new Array<number>(5000).fill(0), { latent: 1, classCount: 1, uniform: uniformFrom(1) })].filter((_, at) => at % 2 === 0);
    const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
    expect(Math.abs(mean(numbers))).toBeLessThan(0.05);
    expect(Math.abs(mean(numbers.map((x) => x * x)) - 1)).toBeLessThan(0.05);
  });

  it('about a series is the same at every step but for the numbers of the step', () => {
    const [first, ...others] = seriesInputs([1], { steps: 2, classes: 2, latent: { ofSeries: 1, ofStep: 1, ofPlace: 0 }, uniform: uniformFrom(2) });
    expect(others[1]).toBe(first);
    expect(others[2]).not.toBe(others[0]);
    expect(others.slice(3)).toEqual([0, 1]);
  });
});

describe('drawClasses', () => {
  it('draws each class as often as its share says, whatever the shares add up to', () => {
    const drawn = drawClasses(6000, [2, 0, 4], uniformFrom(3));
    const share = (of: number) => drawn.filter((each) => each === of).length / 6000;
    expect(Math.abs(share(0) - 1 / 3)).toBeLessThan(0.03);
    expect(share(1)).toBe(0);
  });
});
