import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { enableProdMode, setBackend } from '@tensorflow/tfjs-core';

export const backends = ['tensorflow', 'wasm', 'javascript'] as const;
export type BackendName = (typeof backends)[number];

/** Optional, so its types cannot be relied on. */
const TENSORFLOW: string = '@tensorflow/tfjs-node-gpu';

/** Starts a backend of the site agent. @returns whether it is there */
export async function startBackend(name: BackendName): Promise<boolean> {
  enableProdMode();
  switch (name) {
    case 'javascript':
      return setBackend('cpu');
    case 'wasm':
      setWasmPaths(join(dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'dist') + sep);
      return setBackend('wasm');
    case 'tensorflow':
      return (await isInstalled()) && setBackend('tensorflow');
  }
}

async function isInstalled(): Promise<boolean> {
  try {
    await import(TENSORFLOW);
    return true;
  } catch {
    return false;
  }
}
