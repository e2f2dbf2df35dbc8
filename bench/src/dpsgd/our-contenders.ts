import { fileURLToPath } from 'node:url';
import type { Absent, Contender, Turn } from './contender.js';
import { startLineProcess } from './line-process.js';
import { backends, type BackendName } from '../start-backend.js';

const WORKER = fileURLToPath(new URL('./worker.js', import.meta.url));

const titles: Record<BackendName, string> = { tensorflow: "TensorFlow's C library", wasm: 'WebAssembly', javascript: 'plain JavaScript' };

/** What a site releases, and ghost clipping alone, on each backend that is here. */
export async function openOurs(env: NodeJS.ProcessEnv): Promise<{ contenders: Contender[]; absent: Absent[]; close: () => void }> {
  const opened = await Promise.all(backends.map(async (name) => ({ name, worker: await startLineProcess({ command: process.execPath, args: [WORKER, name], env }) })));
  const contenders: Contender[] = [];
  const absent: Absent[] = [];
  for (const { name, worker } of opened) {
    if (worker === null || worker.first !== true) {
      absent.push({ reason: `${titles[name]} is not here, so it is not measured.` });
      continue;
    }
    const contender = (mode: 'released' | 'ghost', title: string): Contender => ({
      name: `Commonward, ${titles[name]}: ${title}`,
      train: async (model, seconds) => (await worker.ask({ model, mode, seconds })) as Turn,
    });
    contenders.push(contender('released', 'released, clipped in integers'), contender('ghost', 'ghost clipping in float32, not released'));
  }
  return { contenders, absent, close: () => opened.forEach(({ worker }) => worker?.close()) };
}
