import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';
import { BackendAbsent, type Candidate } from './candidate.js';

const binaries = join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist') + sep;

/** WebAssembly: needs nothing but Node, and computes on the thread that it was started on. */
export const wasm: Candidate = {
  name: 'wasm',
  async start() {
    setWasmPaths(binaries);
    if (!(await setBackend('wasm'))) throw new BackendAbsent('WebAssembly cannot be started here');
    return { device: 'cpu', description: 'WebAssembly' };
  },
};
