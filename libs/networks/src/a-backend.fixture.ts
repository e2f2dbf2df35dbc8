import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { enableProdMode, setBackend } from '@tensorflow/tfjs-core';

/** The package of TensorFlow's C library is optional: its backend is tested where its native part is there. */
const TENSORFLOW: string = '@tensorflow/tfjs-node-gpu';

/** Makes a backend the current one. @returns whether it is there */
export async function startBackend(name: 'cpu' | 'wasm' | 'tensorflow'): Promise<boolean> {
  enableProdMode();
  setWasmPaths(join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist') + sep);
  if (name === 'tensorflow') await import(TENSORFLOW);
  return setBackend(name);
}

export const presentBackends: readonly ('cpu' | 'wasm' | 'tensorflow')[] = ['cpu', 'wasm', ...(await isPresent(TENSORFLOW) ? (['tensorflow'] as const) : [])];

async function isPresent(name: string): Promise<boolean> {
  try {
    await import(name);
    return true;
  } catch {
    return false;
  }
}
