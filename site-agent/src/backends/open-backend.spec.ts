import { describe, expect, it } from '@jest/globals';
import { BackendAbsent, type Candidate, type Started } from './candidate.js';
import { openBackend } from './open-backend.js';

const starts = (name: Candidate['name'], device: Started['device']): Candidate => ({
  name,
  start: () => Promise.resolve({ device, description: `${name} on the ${device}` }),
});
const absent = (name: Candidate['name'], why: string): Candidate => ({ name, start: () => Promise.reject(new BackendAbsent(why)) });
const sound = { check: () => Promise.resolve(), expectGpu: false };

describe('openBackend', () => {
  it('takes the first backend that starts', async () => {
    const candidates = [starts('tensorflow', 'gpu'), starts('wasm', 'cpu')];
    expect(await openBackend({ ...sound, candidates })).toMatchObject({ name: 'tensorflow', device: 'gpu' });
  });

  it('says why each faster one was passed over', async () => {
    const candidates = [absent('tensorflow', 'not installed'), absent('wasm', 'not allowed'), starts('javascript', 'cpu')];
    expect(await openBackend({ ...sound, candidates })).toEqual({
      name: 'javascript',
      device: 'cpu',
      description: 'javascript on the cpu',
      reason: 'tensorflow: not installed; wasm: not allowed',
    });
  });

  it('says that TensorFlow found no GPU, which it keeps to itself', async () => {
    const { reason } = await openBackend({ ...sound, candidates: [starts('tensorflow', 'cpu')] });
    expect(reason).toContain('no GPU');
  });

  it.each([
    ['another backend computes', [absent('tensorflow', 'not installed'), starts('wasm', 'cpu')]],
    ['TensorFlow computes on the CPU', [starts('tensorflow', 'cpu')]],
  ])('is an error where a GPU is expected but %s', async (_, candidates) => {
    await expect(openBackend({ ...sound, candidates, expectGpu: true })).rejects.toThrow(/^A GPU is expected, but .* computes on the CPU/);
  });

  it('is an error where nothing starts', async () => {
    const candidates = [absent('tensorflow', 'not installed'), absent('wasm', 'not allowed')];
    await expect(openBackend({ ...sound, candidates })).rejects.toThrow('No backend can compute here (tensorflow: not installed; wasm: not allowed).');
  });

  it('lets no backend compute that computes wrongly', async () => {
    const check = () => Promise.reject(new Error('wrong product'));
    await expect(openBackend({ ...sound, check, candidates: [starts('wasm', 'cpu')] })).rejects.toThrow('wrong product');
  });

  it('hides no other failure', async () => {
    const broken: Candidate = { name: 'wasm', start: () => Promise.reject(new TypeError('a bug')) };
    await expect(openBackend({ ...sound, candidates: [broken, starts('javascript', 'cpu')] })).rejects.toThrow(TypeError);
  });
});
