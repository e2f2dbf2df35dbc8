import { getBackend } from '@tensorflow/tfjs-core';
import { describe, expect, it } from '@jest/globals';
import { openSiteBackend } from './index.js';
import { javascript } from './javascript.js';
import { openBackend } from './open-backend.js';
import { productCheck } from './product-check.js';
import { wasm } from './wasm.js';

describe('the backends of a site', () => {
  it.each([
    [wasm, 'wasm'],
    [javascript, 'cpu'],
  ])('compute exact products of integers: $name', async (candidate, registered) => {
    await openBackend({ candidates: [candidate], check: productCheck, expectGpu: false });
    expect(getBackend()).toBe(registered);
  });

  it('come with a reason that names whatever is faster and absent', async () => {
    const { name, device, reason } = await openSiteBackend({ expectGpu: false });
    if (name === 'wasm') expect(reason).toMatch(/^tensorflow: .*not installed|cannot be loaded/);
    else expect([name, device === 'gpu' || /no GPU/.test(reason)]).toEqual(['tensorflow', true]);
  });
});
