import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../usage-error.js';
import { qualityOptions } from './options.js';

const needed = ['--data', 'heart-disease', '--epsilon', '3', '--trust', 'local'];

describe('qualityOptions', () => {
  it('reads a command line and fills in what every benchmark shares', () => {
    expect(qualityOptions([...needed, '--data-dir', 'd', '--json'])).toEqual({
      data: 'heart-disease', dataDir: 'd', epsilons: [3], delta: 1e-5, trust: 'local', setting: ['moments'], generator: ['records'], seeds: 5, firstSeed: 0, force: false, json: true, peers: ['ctgan', 'tvae', 'gaussian-copula', 'mst', 'aim'],
    });
  });

  it('runs epsilon 1, 3 and 10 unless it is told which, and as many as it is told', () => {
    const [, , epsilon, three] = needed;
    const without = needed.filter((word) => word !== epsilon && word !== three);
    expect(qualityOptions(without)?.epsilons).toEqual([1, 3, 10]);
    expect(qualityOptions([...needed, '--epsilon', '0.5'])?.epsilons).toEqual([3, 0.5]);
  });

  it('compares with the peers that it is told, or with none', () => {
    expect(qualityOptions([...needed, '--peers', 'mst,ctgan'])?.peers).toEqual(['mst', 'ctgan']);
    expect(qualityOptions([...needed, '--peers', 'none'])?.peers).toEqual([]);
  });

  it.each([
    ['no data', needed.slice(2), /--data/],
    ['no trust', needed.slice(0, 4), /--trust/],
    ['an epsilon of zero', [...needed, '--epsilon', '0'], /above 0/],
    ['an epsilon that is no number', [...needed, '--epsilon', 'much'], /above 0/],
    ['a delta of one', [...needed, '--delta', '1'], /between 0 and 1/],
    ['half a seed', [...needed, '--seeds', '0.5'], /whole number/],
    ['an unknown option', [...needed, '--epochs', '3'], /--epochs/],
    ['an unknown generator', [...needed, '--generator', 'records,magic'], /records, neural, neural\+sweeps/],
    ['an unknown peer', [...needed, '--peers', 'mst,oracle'], /ctgan, tvae, gaussian-copula, mst, aim, separated by commas, or none/],
    ['an unknown setting', [...needed, '--setting', 'moments,magic'], /moments, optimal, tuned, noisy-input/],
    ['an unknown trust mode', [...needed, '--trust', 'blind'], /local, shared/],
  ])('refuses %s with one sentence', (_, argv, sentence) => {
    expect(() => qualityOptions(argv)).toThrow(UsageError);
    expect(() => qualityOptions(argv)).toThrow(sentence);
  });
});
