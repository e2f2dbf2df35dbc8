import { backend, setBackend } from '@tensorflow/tfjs-core';
import { BackendAbsent, type Candidate } from './candidate.js';

/** Optional, so its types cannot be relied on: the name is data, not an import that the compiler follows. */
const PACKAGE: string = '@tensorflow/tfjs-node-gpu';

/**
 * What TensorFlow is told unless the operator tells it something else. The networks of a site are small: threads that share one operation
 * cost more than they win, so it is given one, and batches are computed beside each other (docs/results.md, "The device of a site").
 */
const ENVIRONMENT = { TF_NUM_INTRAOP_THREADS: '1', TF_CPP_MIN_LOG_LEVEL: '1' };

/** TensorFlow's own C library: on a GPU where it finds one, else on the CPU. It does not say which unless it is asked. */
export const tensorflow: Candidate = {
  name: 'tensorflow',
  async start() {
    for (const [name, value] of Object.entries(ENVIRONMENT)) process.env[name] ??= value;
    try {
      await import(PACKAGE);
    } catch (error) {
      throw new BackendAbsent(whyAbsent(error));
    }
    // Loading it makes it the current one only the first time.
    if (!(await setBackend('tensorflow'))) throw new BackendAbsent('TensorFlow cannot be started here');
    const gpu = (backend() as { isUsingGpuDevice?: boolean }).isUsingGpuDevice === true;
    return { device: gpu ? 'gpu' : 'cpu', description: `TensorFlow's C library on the ${gpu ? 'GPU' : 'CPU'}` };
  },
};

/** The package tells its failures apart by their text alone, so the text is shown, cut to its first sentence. */
function whyAbsent(error: unknown): string {
  if (!(error instanceof Error)) return 'it cannot be loaded';
  if ('code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return `the package ${PACKAGE} is not installed`;
  if (error.message.includes('native addon module')) return `the native part of ${PACKAGE} is not installed`;
  return `its native part cannot be loaded: ${error.message.split('\n')[0]}`;
}
