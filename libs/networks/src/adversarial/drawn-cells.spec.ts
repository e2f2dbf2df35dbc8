import { describe, expect, it } from '@jest/globals';
import { someNumbers } from '../some-numbers.fixture.js';
import { slopes } from '../brute-force.fixture.js';
import { drawCells, logitSlopes } from './drawn-cells.js';

const columns = [3, 2];
const uniformFrom = (seed: number) => {
  const numbers = someNumbers(seed, 50_000);
  let next = 0;
  return () => (numbers[next++] + 1) / 2;
};

describe('drawCells', () => {
  it('draws one cell of each column, as often as the softmax of its logits', () => {
    const draws = 5000;
    const logits = [Math.log(0.5), Math.log(0.3), Math.log(0.2), 1 + Math.log(0.9), 1 + Math.log(0.1)];
    const { hard } = drawCells(Float32Array.from({ length: 5 * draws }, (_, i) => logits[i % 5]), { columns, temperature: 0.7, uniform: uniformFrom(3) });
    const counts = [0, 0, 0, 0, 0];
    hard.forEach((bit, i) => (counts[i % 5] += bit));
    expect(counts[0] + counts[1] + counts[2]).toBe(draws);
    expect(counts[3] + counts[4]).toBe(draws);
    [0.5, 0.3, 0.2, 0.9, 0.1].forEach((share, i) => expect(Math.abs(counts[i] / draws - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / draws)));
  });

  it('comes close to the drawn cells when the temperature falls', () => {
    const { hard, soft } = drawCells(Float32Array.from(someNumbers(5, 50)), { columns, temperature: 1e-3, uniform: uniformFrom(4) });
    hard.forEach((bit, i) => expect(soft[i]).toBeCloseTo(bit, 3));
  });

  it('passes back the slopes of the soft cells', () => {
    const weights = someNumbers(8, 10);
    const settings = () => ({ columns, temperature: 0.7, uniform: uniformFrom(6) });
    const noise = [...drawCells(new Float32Array(10), { ...settings(), temperature: 1 }).soft].map(Math.log);
    const loss = (logits: readonly number[]) =>
      [0, 3, 5, 8].reduce((total, start, column) => {
        const cells = Array.from({ length: columns[column % 2] }, (_, i) => start + i);
        const exps = cells.map((cell) => Math.exp((logits[cell] + noise[cell]) / 0.7));
        const sum = exps.reduce((a, b) => a + b, 0);
        return total + cells.reduce((part, cell, i) => part + (weights[cell] * exps[i]) / sum, 0);
      }, 0);
    const logits = someNumbers(9, 10);
    const back = logitSlopes(drawCells(Float32Array.from(logits), settings()), Float32Array.from(weights), settings());
    slopes(loss, logits).forEach((slope, i) => expect(back[i]).toBeCloseTo(slope, 5));
  });
});
