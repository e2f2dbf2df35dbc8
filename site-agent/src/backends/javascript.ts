import '@tensorflow/tfjs-backend-cpu';
import { enableProdMode, setBackend } from '@tensorflow/tfjs-core';
import { BackendAbsent, type Candidate } from './candidate.js';

/** Plain JavaScript: 30 to 60 times slower than TensorFlow's C library, and always there. */
export const javascript: Candidate = {
  name: 'javascript',
  async start() {
    // Else the library prints an advertisement for its other packages.
    enableProdMode();
    if (!(await setBackend('cpu'))) throw new BackendAbsent('the JavaScript backend cannot be started');
    return { device: 'cpu', description: 'plain JavaScript' };
  },
};
