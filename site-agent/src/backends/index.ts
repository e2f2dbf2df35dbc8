import { javascript } from './javascript.js';
import { openBackend, type Backend } from './open-backend.js';
import { productCheck } from './product-check.js';
import { tensorflow } from './tensorflow.js';
import { wasm } from './wasm.js';

/** The backend of this site: TensorFlow's C library (on a GPU where there is one), WebAssembly, plain JavaScript. */
export const openSiteBackend = ({ expectGpu }: { readonly expectGpu: boolean }): Promise<Backend> =>
  openBackend({ candidates: [tensorflow, wasm, javascript], check: productCheck, expectGpu });
